// Owns the story of a case beside the straight way: another organ asked, special procedures, a publication, a meeting,
// the time extended, the end without a decision; each by its officer's hands, and what changes is seen without reloading.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Id } from '#kernel/ids';
import { buildApplication } from '#modules/cases';
import { assertAccessible, launchBrowser, screenshot } from '#test/kit/browser';
import { startTestCity, type TestCity } from '#test/kit/city';
import { findResident } from '#test/kit/people';
import { requestAs } from '#test/kit/requests';
import { openWorkbench } from './workbench-reader.ts';

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
    market = await openWorkbench(browser, city, 'longhu-market-reviewer', 'zh');
    fire = await openWorkbench(browser, city, 'longhu-fire-reviewer-1', 'en');
  });
  after(async () => {
    await browser.close();
    await city.close();
  });

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

  /** Begins a procedure from the page of the case, opens it, and concludes it. */
  async function runProcedure(
    kind: string,
    begin: (page: Page) => Promise<void>,
    outcome: string,
    result: string,
  ): Promise<void> {
    await market.goto(`/zh/workbench/cases/${caseId}`);
    await market.getByLabel('发起程序', { exact: true }).check();
    await market.getByLabel(kind, { exact: true }).check();
    await begin(market);
    await market.getByRole('button', { name: /^发起程序/ }).click();
    await market.getByText('已办：发起程序。').first().waitFor();
    await market.getByRole('link', { name: /^打开办理/ }).click();
    await market.getByLabel(outcome, { exact: true }).check();
    await market.getByRole('textbox').last().fill(result);
    await assertAccessible(market);
    await market.getByRole('button', { name: /^完成/ }).click();
    await market.getByText('已办：完成。').first().waitFor();
    await market.getByText(result).waitFor();
  }

  for (const ground of ['专家评审', '检测'])
    test(`${ground} stops the clock until it has ended, and the days left are counted on`, async () => {
      await runProcedure(
        '特别程序（停止计算期限）',
        async (page) => {
          await page.getByLabel(ground, { exact: true }).check();
          await page.getByLabel('到哪一天（含当天）').fill('2026-12-04');
          await page.getByLabel(/^事由/).fill(`需要${ground}。`);
        },
        '特别程序已结束',
        `${ground}已经完成，没有问题。`,
      );
      await market.getByRole('link', { name: '打开办件' }).click();
      await market.getByText(`${ground}开始`).waitFor();
      await market.getByText('重新计算：特别程序结束，继续计算').first().waitFor();
      await market
        .getByRole('link', { name: /^特别程序告知书/ })
        .first()
        .waitFor();
    });

  test('a publication ends with what was heard, and stops no clock', async () => {
    await runProcedure(
      '公示',
      async (page) => {
        await page.getByLabel('公示到哪一天').fill('2026-11-27');
        await page.getByLabel('公示内容').fill('公示拟准予登记的事项。');
      },
      '公示无异议',
      '公示期间没有收到异议。',
    );
  });

  test('a meeting of organs ends with minutes', async () => {
    await runProcedure(
      '联合会审',
      async (page) => {
        await page.getByLabel('时间', { exact: true }).fill('2026-11-25T09:30');
        await page.getByLabel('地点', { exact: true }).fill('示例会议室');
        await page.getByLabel(/龙湖区消防/).check();
        await page.getByLabel('议什么').fill('住所与消防条件。');
      },
      '形成一致意见',
      '各单位一致同意。',
    );
  });

  test('the head extends the time to decide, once, with reasons', async () => {
    const head = await openWorkbench(browser, city, 'longhu-market-head', 'zh');
    await head.goto(`/zh/workbench/cases/${caseId}`);
    await head.getByLabel('延长期限', { exact: true }).check();
    await head.getByLabel('理由').fill('需要核实住所。');
    await head.getByRole('button', { name: /^延长/ }).click();
    await head
      .getByText(/已办：延长/)
      .first()
      .waitFor();
    await head.getByText('延长决定期限').first().waitFor();
    await head
      .getByRole('link', { name: /^延期通知书/ })
      .first()
      .waitFor();
    await screenshot(head, 'joint-extended');
    await head.context().close();
  });

  test('the case of an applicant who has died is terminated, with the paper that says so', async () => {
    const approver = await openWorkbench(browser, city, 'longhu-market-approver', 'zh');
    await approver.goto(`/zh/workbench/cases/${caseId}`);
    await approver.getByLabel('终止办理', { exact: true }).check();
    await approver.getByRole('button', { name: /^终止办理/ }).click();
    await approver.getByText('请选择是哪一种情形。').waitFor();
    await approver.getByLabel('申请人死亡', { exact: true }).check();
    await approver.getByLabel('理由').fill('申请人于2026年11月22日死亡，有死亡证明。');
    await assertAccessible(approver);
    await approver.getByRole('button', { name: /^终止办理/ }).click();
    await approver.getByText('已办：终止办理。').first().waitFor();
    await approver.getByRole('link', { name: /终止/ }).first().waitFor();
    await screenshot(approver, 'joint-terminated');
    await approver.context().close();
  });
});
