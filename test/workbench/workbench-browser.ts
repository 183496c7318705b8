// Owns the browser in which the workbench is tried, and what may never happen in it; refuses a blocked style or script.
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { screenshot } from '#test/kit/browser';

export { assertAccessible, launchBrowser } from '#test/kit/browser';

export interface Visit {
  readonly page: Page;
  /** What the console said that a page in order does not say. */
  readonly complaints: string[];
}

interface VisitWishes {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

export async function openVisit(browser: Browser, wishes: VisitWishes = {}): Promise<Visit> {
  const { width = 1280, height = 800, dark = false } = wishes;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    // That an answer was not 200 is for each test to expect; the browser says it too.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isAnswer) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}

/** Ends a visit; nothing may have been blocked by the content-security policy or have failed in the page. */
export async function closeVisit({ page, complaints }: Visit): Promise<void> {
  await page.context().close();
  assert.deepEqual(complaints, []);
}

export async function signIn(page: Page, loginName = 'chen'): Promise<void> {
  await page.getByLabel(/登录名|Login name/).fill(loginName);
  await page.getByLabel(/密码|Password/).fill('right');
  await page.keyboard.press('Enter');
}

export async function takePicture(page: Page, name: string): Promise<void> {
  await screenshot(page, `workbench/${name}`);
}
