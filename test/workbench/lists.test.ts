import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { caseIdOf } from './stand-in-cases.ts';
import type { StandIn } from './stand-in-server.ts';
import { assertAccessible, signIn, takePicture } from './workbench-browser.ts';
import { visitWorkbench } from './workbench-visits.ts';

const focusedText = 'document.activeElement?.textContent';

describe('Inbox and search', () => {
  let server: StandIn;
  let page: Page;

  visitWorkbench(60, async (workplace) => {
    ({ server, page } = workplace);
    await page.goto(`${server.url}/zh/workbench`);
    await signIn(page);
    await page.locator('.records tbody tr').first().waitFor();
  });

  test('shows what, who, step, due and since, fifty a page, and says how many', async () => {
    assert.equal(await page.locator('.records tbody tr').count(), 50);
    const headings = await page.locator('.records th').allInnerTexts();
    assert.deepEqual(
      headings.map((heading) => heading.replace(/\s+/g, ' ')),
      ['选择', '事项', '申请人', '环节', '办理人', '到期 ▲ 已排序', '到达 △ 按到达时间排序'],
    );
    assert.equal(await page.getByTestId('announced').innerText(), '共 60 件 · 第 1–50 件');
    await assertAccessible(page);
    await takePicture(page, 'inbox');
    await page.getByRole('link', { name: '下一页' }).click();
    await page.getByText('第 51–60 件').first().waitFor();
    assert.equal(await page.locator('.records tbody tr').count(), 10);
  });

  test('filters by the counts on top, and sorts by due day or arrival', async () => {
    await page.getByRole('link', { name: '已超期 10' }).click();
    await page.getByTestId('announced').getByText('共 10 件').waitFor();
    assert.equal(new URL(page.url()).search, '?urgency=overdue');
    await page.getByRole('columnheader', { name: /到达/ }).getByRole('link').click();
    await page.locator('th[aria-sort=ascending]').getByText('到达').waitFor();
    assert.equal(new URL(page.url()).search, '?urgency=overdue&order=since');
    await assertAccessible(page);
  });

  test('goes through the rows by j, k and arrows, and opens one by Enter', async () => {
    const names = await page.locator('.row-link').allInnerTexts();
    await page.keyboard.press('j');
    assert.equal(await page.evaluate(focusedText), names[0]);
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(focusedText), names[2]);
    await page.keyboard.press('k');
    assert.equal(await page.evaluate(focusedText), names[1]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /办件/ }).waitFor();
    assert.match(page.url(), /\/zh\/workbench\/cases\//);
    await page.keyboard.press('u');
    await page.getByRole('heading', { level: 1, name: '待办' }).waitFor();
  });

  test('shows the shortcuts by ?, and lets single letters be turned off', async () => {
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor();
    await assertAccessible(page);
    await takePicture(page, 'shortcuts');
    await page.getByLabel('使用单个字母的快捷键').uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.keyboard.press('j');
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.notEqual(await page.evaluate('document.activeElement?.className'), 'row-link');
  });

  test('exports the whole filtered list, safe for a spreadsheet', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出表格（CSV）' }).click(),
    ]);
    const csv = readFileSync(await download.path(), 'utf8');
    assert.match(download.suggestedFilename(), /^待办-\d{4}-\d\d-\d\d\.csv$/);
    assert.ok(csv.startsWith('\uFEFF"办件编号","事项","店铺","申请人"'));
    assert.equal(csv.trimEnd().split('\r\n').length, 61);
    assert.ok(csv.includes(`"'=1+1（测试）"`));
    await page.getByText('已导出 60 件。').first().waitFor();
  });

  test('says what would be here where nothing waits', async () => {
    for (const stored of server.cases.values()) stored.view = { ...stored.view, allowed: [] };
    await page.reload();
    await page.getByText('现在没有待办。').waitFor();
    await assertAccessible(page);
    await takePicture(page, 'inbox-empty');
  });

  test('says what happened where the list did not come, with its number, and tries again', async () => {
    server.failNext('/api/inbox', {
      status: 500,
      code: 'fault',
      zh: '系统出了故障，这一步没有完成。',
      en: 'Something went wrong on our side.',
    });
    await page.goto(`${server.url}/zh/workbench?urgency=in-time`);
    await page.getByText('系统出了故障').waitFor();
    await page.getByText('请求编号：6f1f3c1e').waitFor();
    await assertAccessible(page);
    await takePicture(page, 'inbox-failed');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByTestId('announced').getByText('共 30 件').waitFor();
  });

  test('finds cases by number, shop or applicant from anywhere by Ctrl-K', async () => {
    await page.keyboard.press('Control+k');
    assert.equal(await page.evaluate('document.activeElement?.id'), 'search-everything');
    await page.keyboard.type('示例申请人');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '查找' }).waitFor();
    await page.getByTestId('announced').getByText('共 9 件').waitFor();
    assert.equal(await page.locator('.records .mark').count(), 18);
    await assertAccessible(page);
    await takePicture(page, 'search');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('没有这家店');
    await page.keyboard.press('Enter');
    await page.getByText('没有找到“没有这家店”。').waitFor();
    await assertAccessible(page);
    await page.getByRole('link', { name: '查找', exact: true }).click();
    await page.getByText('查询会留下记录').waitFor();
    await assertAccessible(page);
  });

  test('keeps rows close together for whoever likes that, also after a reload', async () => {
    const heightOf = async () => (await page.locator('.records tbody tr').first().boundingBox())?.height ?? 0;
    const roomy = await heightOf();
    await page.getByRole('button', { name: '紧凑显示' }).click();
    assert.ok((await heightOf()) < roomy);
    await page.reload();
    await page.locator('.records tbody tr').first().waitFor();
    assert.ok((await heightOf()) < roomy);
    await takePicture(page, 'inbox-compact');
  });

  test('shows structure, not an empty page, while the list is on its way', async () => {
    await page.route('**/api/inbox?*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await page.goto(`${server.url}/zh/workbench?urgency=due-soon`);
    await page.locator('.skeleton-table').waitFor();
    await takePicture(page, 'inbox-loading');
    await page.locator('.records tbody tr').first().waitFor();
  });

  test('answers an address that leads nowhere', async () => {
    await page.goto(`${server.url}/zh/workbench/nowhere`);
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    await assertAccessible(page);
    await page.goto(`${server.url}/zh/workbench/cases/${caseIdOf(777)}`);
    await page.getByText('没有这个办件，或者不属于您的单位。').waitFor();
    await assertAccessible(page);
  });
});
