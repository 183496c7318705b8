// Owns how journeys come into the workbench: an officer's browser on a desktop, signed in, at the inbox.
import type { Browser, Page } from 'playwright-core';
import { demonstrationPassword, type TestCity } from '#test/kit/city';
import { desktop } from './portal-reader.ts';

/** Closing the page's context ends the visit. */
export async function openWorkbench(
  browser: Browser,
  city: Pick<TestCity, 'url'>,
  loginName: string,
  locale: 'zh' | 'en' = 'zh',
): Promise<Page> {
  const context = await browser.newContext({
    viewport: desktop,
    baseURL: city.url,
    locale: locale === 'zh' ? 'zh-CN' : 'en-GB',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(`/${locale}/workbench/`);
  await page.getByLabel(/登录名|Login name/).fill(loginName);
  await page.getByLabel(/密码|Password/).fill(demonstrationPassword);
  await page.keyboard.press('Enter');
  await page
    .getByRole('heading', { level: 1 })
    .filter({ hasText: /待办|Inbox/ })
    .waitFor();
  return page;
}
