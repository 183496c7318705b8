import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { caseIdOf } from './stand-in-cases.ts';
import type { StandIn } from './stand-in-server.ts';
import { assertAccessible, signIn, takePicture } from './workbench-browser.ts';
import { visitWorkbench } from './workbench-visits.ts';

describe('Signing in to the workbench', () => {
  let server: StandIn;
  let page: Page;

  visitWorkbench(6, (workplace) => {
    ({ server, page } = workplace);
  });

  test('asks for name and password and leads to the page that was wanted', async () => {
    await page.goto(`${server.url}/zh/workbench/organ`);
    await page.getByRole('heading', { name: '登录工作台' }).waitFor();
    await assertAccessible(page);
    await takePicture(page, 'sign-in');
    await signIn(page);
    await page.getByRole('heading', { name: '我的单位' }).waitFor();
    assert.equal(await page.locator('.records tbody tr').count(), 2);
    assert.equal(await page.evaluate('document.activeElement?.tagName'), 'H1');
    await assertAccessible(page);
    await takePicture(page, 'organ');
  });

  test('says in a sentence what is missing, beside the field, and puts the focus there', async () => {
    await page.goto(`${server.url}/zh/workbench`);
    await page.getByLabel('登录名').fill('chen');
    await page.keyboard.press('Enter');
    await page.getByText('请输入密码。').waitFor();
    assert.equal(await page.evaluate('document.activeElement?.name'), 'password');
    await assertAccessible(page);
  });

  test('says that name or password is wrong, keeps the name and takes the focus', async () => {
    await page.goto(`${server.url}/en/workbench`);
    await page.getByLabel('Login name').fill('chen');
    await page.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('Login name or password is wrong').waitFor();
    assert.equal(await page.evaluate('document.activeElement?.getAttribute("role")'), 'alert');
    assert.equal(await page.getByLabel('Login name').inputValue(), 'chen');
    assert.equal(await page.getByLabel('Password').inputValue(), '');
    await assertAccessible(page);
    await takePicture(page, 'sign-in-refused');
  });

  test('keeps page and text when the session ends, and lets the same be sent again', async () => {
    await page.goto(`${server.url}/zh/workbench/cases/${caseIdOf(3)}`);
    await signIn(page);
    await page.getByLabel('不符合').check();
    await page.getByRole('textbox', { name: '意见' }).fill('后厨没有洗手池。');
    server.expireSessions();
    await page.getByRole('button', { name: '提出审查意见' }).click();
    await page.getByRole('dialog', { name: '请重新登录' }).waitFor();
    assert.equal(server.posted.length, 0);
    await assertAccessible(page);
    await takePicture(page, 'session-lost');
    await signIn(page);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('textbox', { name: '意见' }).inputValue(), '后厨没有洗手池。');
    await page.getByRole('button', { name: '提出审查意见' }).click();
    await page.getByText('已办：提出审查意见。').first().waitFor();
    assert.deepEqual(
      server.posted.map((one) => one.body),
      [{ revision: 3, conclusion: 'not-in-order', opinion: '后厨没有洗手池。' }],
    );
  });

  test('shows nothing of one officer to the next who signs in over an ended session', async () => {
    await page.goto(`${server.url}/zh/workbench/cases/${caseIdOf(3)}`);
    await signIn(page);
    await page.getByRole('textbox', { name: '意见' }).fill('我的意见');
    server.expireSessions();
    await page.getByRole('link', { name: '待办', exact: true }).click();
    await page.getByRole('dialog', { name: '请重新登录' }).waitFor();
    await signIn(page, 'wu');
    await page.getByRole('button', { name: /示例审查员乙/ }).waitFor();
    await page.goto(`${server.url}/zh/workbench/cases/${caseIdOf(3)}`);
    await page.getByRole('textbox', { name: '意见' }).waitFor();
    assert.equal(await page.getByRole('textbox', { name: '意见' }).inputValue(), '');
  });

  test('changes the language without leaving the page or losing what was typed', async () => {
    await page.goto(`${server.url}/zh/workbench/cases/${caseIdOf(3)}`);
    await signIn(page);
    await page.getByRole('textbox', { name: '意见' }).fill('已核对');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'To decide now' }).waitFor();
    assert.equal(new URL(page.url()).pathname, `/en/workbench/cases/${caseIdOf(3)}`);
    assert.equal(await page.getByRole('textbox', { name: 'Opinion' }).inputValue(), '已核对');
    assert.equal(await page.evaluate('document.documentElement.lang'), 'en-GB');
    await assertAccessible(page);
  });

  test('asks before signing out discards what was typed', async () => {
    await page.goto(`${server.url}/zh/workbench/cases/${caseIdOf(3)}`);
    await signIn(page);
    await page.getByRole('textbox', { name: '意见' }).fill('还没写完');
    await page.getByRole('button', { name: /示例审查员甲/ }).click();
    await assertAccessible(page);
    await takePicture(page, 'account');
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '不退出' }).click();
    assert.equal(await page.getByRole('textbox', { name: '意见' }).inputValue(), '还没写完');
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '退出，不保留' }).click();
    await page.getByRole('heading', { name: '登录工作台' }).waitFor();
  });
});
