import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { text } from '#kernel/texts';
import { changeCase } from './stand-in-actions.ts';
import { caseIdOf } from './stand-in-cases.ts';
import type { StandIn } from './stand-in-server.ts';
import { assertAccessible, signIn, takePicture } from './workbench-browser.ts';
import { visitWorkbench } from './workbench-visits.ts';

describe('The inbox of somebody who sits in it all day', () => {
  let server: StandIn;
  let page: Page;

  visitWorkbench(20, (workplace) => {
    ({ server, page } = workplace);
  });

  async function openInbox(locale = 'zh', search = ''): Promise<void> {
    await page.goto(`${server.url}/${locale}/workbench${search}`);
    await signIn(page);
    await page.locator('.records tbody tr').first().waitFor();
  }

  test('is narrowed by service, step and text, and says how to see all again', async () => {
    await openInbox();
    await page.getByLabel('环节').selectOption('decide');
    await page.getByTestId('announced').getByText('共 4 件').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('body').press('f');
    assert.equal(await page.evaluate('document.activeElement?.type'), 'search');
    await page.keyboard.type('一口鲜');
    await page.keyboard.press('Enter');
    await page.getByTestId('announced').getByText('共 1 件').waitFor();
    assert.equal(decodeURIComponent(new URL(page.url()).search), '?element=decide&text=一口鲜');
    await assertAccessible(page);
    await page.getByRole('link', { name: '清除筛选' }).click();
    await page.getByTestId('announced').getByText('共 20 件').waitFor();
    await page.goto(`${server.url}/zh/workbench?text=没有`);
    await page.getByText('没有符合筛选的待办。').waitFor();
    await assertAccessible(page);
  });

  test('keeps views under names, opens them by a number and removes them', async () => {
    await openInbox('zh', '?urgency=due-soon&element=accept');
    await page.getByRole('button', { name: '保存当前筛选' }).click();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('请填写名称。').waitFor();
    await page.getByLabel('视图名称').fill('快到期的受理');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('link', { name: '快到期的受理' }).waitFor();
    assert.deepEqual(server.own.desk.views[0]?.wish, { urgency: 'due-soon', element: 'accept' });
    await assertAccessible(page);
    await takePicture(page, 'inbox-views');
    await page.keyboard.press('u');
    await page.getByTestId('announced').getByText('共 20 件').waitFor();
    await page.keyboard.press('1');
    await page.waitForURL(/urgency=due-soon/);
    await page.getByRole('button', { name: '删除视图“快到期的受理”' }).click();
    await page.getByRole('link', { name: '快到期的受理' }).waitFor({ state: 'detached' });
  });

  test('says what came since it was last seen', async () => {
    server.own.desk = { ...server.own.desk, lookedAt: '2026-11-18T00:00:00Z' };
    await openInbox();
    await page.getByText(/本页新到 6 件/).waitFor();
    assert.equal(await page.locator('.records').getByText('新', { exact: true }).count(), 6);
    await assertAccessible(page);
    await takePicture(page, 'inbox-new');
    await page.keyboard.press('m');
    await page.getByText(/本页新到 0 件/).waitFor();
  });

  test('accepts several after a look that says which would go through, one by one, and keeps each answer', async () => {
    await openInbox('zh', '?order=since');
    for (const index of [0, 1, 2]) {
      const { view } = server.cases.get(caseIdOf(index)) ?? assert.fail();
      await page.getByRole('checkbox', { name: `选择 ${view.number}` }).check();
    }
    await page.getByText('已选 3 件').waitFor();
    await assertAccessible(page);
    await takePicture(page, 'inbox-chosen');
    await page.keyboard.press('b');
    const dialog = page.getByRole('dialog', { name: '批量受理：先核对，再提交' });
    await dialog.getByText('不能一并受理').waitFor();
    assert.equal(await dialog.getByText('可以受理', { exact: true }).count(), 2);
    await assertAccessible(page);
    await takePicture(page, 'inbox-dry-run');
    assert.equal(server.posted.length, 0, 'a dry run changes nothing');
    // Meanwhile somebody else works on the second of them.
    const other = server.cases.get(caseIdOf(1)) ?? assert.fail();
    changeCase(other, text('申请人更换了联系手机。', 'The applicant changed the mobile number.'));
    await dialog.getByRole('button', { name: '受理 2 件' }).click();
    await dialog.getByText('已受理 1 件，未受理 1 件。').waitFor();
    await dialog.getByText('这个办件在您打开以后有了变化，您的操作没有生效。').waitFor();
    await assertAccessible(page);
    await takePicture(page, 'inbox-bulk-done');
    assert.deepEqual(
      server.posted.map(({ path }) => path),
      [1, 0].map((index) => `/api/cases/${caseIdOf(index)}/acceptance`),
    );
    await dialog.getByRole('button', { name: '关闭' }).click();
    await page.getByText('已选').waitFor({ state: 'detached' });
  });

  test('is gone through by keys alone: j to a row, x to choose it, b to accept', async () => {
    await openInbox('en', '?element=accept');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('2 chosen').waitFor();
    await page.keyboard.press('b');
    await page.getByRole('button', { name: 'Accept 2' }).click();
    await page.getByText('2 accepted, 0 not.').first().waitFor();
    await takePicture(page, 'inbox-bulk-en');
    await page.keyboard.press('Escape');
    await page.getByTestId('announced').getByText('6 in all').waitFor();
    await page.setViewportSize({ width: 1600, height: 900 });
    await takePicture(page, 'inbox-en-1600');
  });
});
