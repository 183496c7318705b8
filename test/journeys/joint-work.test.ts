// Owns the story of two organs at one case: one asks, the other answers, and both see it without reloading.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Id } from '#kernel/ids';
import { buildApplication } from '#modules/cases';
import { assertAccessible, launchBrowser, screenshot } from '#test/kit/browser';
import { demonstrationPassword, startTestCity, type TestCity } from '#test/kit/city';
import { findResident } from '#test/kit/people';
import { requestAs } from '#test/kit/requests';

describe('a case about which another organ is asked', () => {
  let city: TestCity;
  let browser: Browser;
  let market: Page;
  let fire: Page;
  let caseId: Id;

  before(async () => {
    city = await startTestCity({ withWorker: true });
    browser = await launchBrowser();
    const resident = await findResident(city, 'resident-a');
    await buildApplication(requestAs(city.database, resident, { now: city.clock.now }));
    market = await openWorkbench('longhu-market-reviewer', 'zh');
    fire = await openWorkbench('longhu-fire-reviewer-1', 'en');
  });
  after(async () => {
    await browser.close();
    await city.close();
  });

  async function openWorkbench(loginName: string, locale: 'zh' | 'en'): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      baseURL: city.url,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`/${locale}/workbench/`);
    await page.getByLabel(/登录名|Login name/).fill(loginName);
    await page.getByLabel(/密码|Password/).fill(demonstrationPassword);
    await page.keyboard.press('Enter');
    await page
      .locator('h1')
      .filter({ hasText: /待办|Inbox/ })
      .waitFor();
    return page;
  }

  test('the application arrives in the inbox by itself, and is accepted after a look at it', async () => {
    const row = market.locator('.records tbody tr').filter({ hasText: '营业执照' });
    await row.waitFor();
    await row.getByRole('checkbox').check();
    await market.keyboard.press('b');
    await market.getByRole('button', { name: '受理 1 件' }).click();
    await market.getByText('已受理 1 件，未受理 0 件。').first().waitFor();
    await screenshot(market, 'joint-bulk');
    await market.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await market.locator('.records tbody tr').filter({ hasText: '审查' }).getByRole('link').first().click();
    await market.getByRole('heading', { name: '现在要办' }).waitFor();
    caseId = new URL(market.url()).pathname.split('/').at(-1) ?? '';
  });

  test('the organ asks the fire brigade, which sees the question without reloading', async () => {
    await market.getByLabel('发起程序', { exact: true }).check();
    await market.getByLabel('征求意见', { exact: true }).check();
    await market.getByLabel('征求哪个单位的意见').click();
    await market.keyboard.type('龙湖区消防');
    await market.keyboard.press('Enter');
    await market.getByLabel('要问的问题').fill('该场所的疏散条件是否影响登记住所？');
    await market.getByLabel('答复期限').fill('2026-11-27');
    await assertAccessible(market);
    await market.getByRole('button', { name: /^发起程序/ }).click();
    await market.getByText('已办：发起程序。').first().waitFor();
    await market.getByRole('heading', { name: '相关程序' }).waitFor();
    await screenshot(market, 'joint-asked');
    const asked = fire.locator('.row-link[href*="/procedures/"]');
    await asked.waitFor();
    await asked.click();
    await fire.getByText('疏散条件').first().waitFor();
    await fire.getByText(/The case belongs to the organ that asks/).waitFor();
  });

  test('its answer stands on the case that the organ has open, without reloading', async () => {
    await fire.getByLabel('Agreed with conditions').check();
    await fire.getByLabel('Opinion and reasons').fill('疏散通道净宽应不小于1.1米。');
    await assertAccessible(fire);
    await fire.getByRole('button', { name: /^Answer/ }).click();
    await fire.getByText('Done: Answer.').first().waitFor();
    await screenshot(fire, 'joint-answered');
    await market.locator('.case-middle').getByText('疏散通道净宽应不小于1.1米。').waitFor();
    await market.getByText('办件刚有变化').first().waitFor();
    await screenshot(market, 'joint-live');
    await assertAccessible(market);
  });

  test('a note to colleagues reaches no other organ', async () => {
    await market.getByLabel('写一条留言').fill('消防意见已到，可以决定。');
    await market.getByRole('button', { name: '留言', exact: true }).click();
    await market.locator('.paper').getByText('消防意见已到，可以决定。').waitFor();
    const response = await fire.request.get(`/api/cases/${caseId}/notes`);
    assert.equal(response.status(), 404);
  });
});
