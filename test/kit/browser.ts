// Owns the browser of the tests: launching it, judging pages for accessibility, taking pictures; refuses the network.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where pictures are put, from the root of the repository; not kept under version control. */
const outputDirectory = new URL('../../test-output/', import.meta.url);

/** What scripts/set-up-browser.mjs offers. It runs on every Node and has no types of its own. */
interface BrowserSetUp {
  findChromium(): string | undefined;
}

/** A Chromium without a window. Whoever launches it closes it. */
export async function launchBrowser(): Promise<Browser> {
  const script = new URL('../../scripts/set-up-browser.mjs', import.meta.url);
  const { findChromium }: BrowserSetUp = await import(script.href);
  const executablePath = findChromium();
  assert.ok(executablePath !== undefined, 'a Chromium; "npm test" installs or downloads one');
  return await chromium.launch({
    executablePath,
    // Chromium's own sandbox refuses to run as root, as containers do. The tests open no page but ours.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** Every rule of axe, best practices included, on the page as it stands. Fails with what was found and where. */
export async function assertAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  // Our pages have no frames; without them axe needs no second page of its own, which doubles its time.
  const builder = new AxeBuilder({ page }).setLegacyMode();
  if (rules !== undefined) builder.withRules([...rules]);
  const { violations } = await builder.analyze();
  const found = violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id} (${violation.help}): ${node.html.slice(0, 200)} ${node.failureSummary}`,
    ),
  );
  assert.deepEqual(found, [], `accessible: ${page.url()}`);
}

/** The whole page as test-output/<name>.png, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(outputDirectory, { recursive: true });
  await page.screenshot({ path: new URL(`${name}.png`, outputDirectory).pathname, fullPage: true });
}

/** How many pixels the page is wider than its window: 0 unless it must be moved sideways to be read. */
export async function overflowPx(page: Page): Promise<number> {
  const root = 'document.documentElement';
  return await page.evaluate<number>(`${root}.scrollWidth - ${root}.clientWidth`);
}
