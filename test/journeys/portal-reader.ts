// Owns how journeys read the portal: a phone without JavaScript, pictures, patience. Refuses pages wider than the window.
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { overflowPx, screenshot } from '#test/kit/browser';
import { demonstrationPassword, type TestCity } from '#test/kit/city';
import { buildPng } from '#test/kit/papers';

export interface Reader {
  readonly context: BrowserContext;
  readonly page: Page;
}

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

/** The applicant's browser: without JavaScript, as wide as a phone. */
export async function openPortal(
  browser: Browser,
  city: Pick<TestCity, 'url'>,
  viewport = phone,
): Promise<Reader> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport, baseURL: city.url });
  context.setDefaultTimeout(8_000);
  return { context, page: await context.newPage() };
}

/** Looks at the page as it stands: no wider than the window, and as a picture. */
export async function look(page: Page, name: string): Promise<void> {
  assert.equal(await overflowPx(page), 0, `${name} is no wider than the window`);
  await screenshot(page, name);
}

export async function signInResident(page: Page, loginName: string): Promise<void> {
  await page.fill('input[name=loginName]', loginName);
  await page.fill('input[name=password]', demonstrationPassword);
  await page.click('main button');
}

/** A date, whose parts stand in the order of the reader's language. */
export async function fillDate(
  page: Page,
  name: string,
  date: Readonly<Record<'year' | 'month' | 'day', string>>,
): Promise<void> {
  for (const [part, value] of Object.entries(date)) await page.fill(`input[name="${name}.${part}"]`, value);
}

/** Attaches a picture for each of these documents, and sends the page. */
export async function attach(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.setInputFiles(`input[name=${key}]`, {
      name: `${key}.png`,
      mimeType: 'image/png',
      buffer: buildPng(),
    });
  }
  await page.click('main form[enctype] button');
}

/** Ticks the declaration, sends the application and answers with what its receipt says. */
export async function submit(page: Page): Promise<string> {
  await page.check('input[name=declaration]');
  await page.click('main form:has(input[name=declaration]) button');
  const receipt = await page.innerText('main');
  assert.match(receipt, /SQ26-[0-9A-Z]{4}-[0-9A-Z]{5}/, receipt);
  return receipt;
}

/** Waits for what the worker does a moment later; fails after twenty seconds. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 80; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.fail('It did not happen within twenty seconds.');
}

/** Loads the page again until its text answers to this, and answers with it. */
export async function waitFor(page: Page, expected: RegExp): Promise<string> {
  let text = '';
  // A page that is still arriving after a click can't be loaded again.
  await page.waitForLoadState();
  await eventually(async () => {
    await page.reload();
    text = await page.innerText('main');
    return expected.test(text);
  }).catch((error: unknown) => {
    throw new Error(`The page never said ${expected}: ${text}`, { cause: error });
  });
  return text;
}

/** A lane of the application's page, by the name of its service. */
export async function laneOf(page: Page, service: string): Promise<string> {
  return await page
    .locator('section.lane', { has: page.getByRole('heading', { name: service }) })
    .innerText();
}
