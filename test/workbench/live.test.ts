import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { text } from '#kernel/texts';
import { changeCase } from './stand-in-actions.ts';
import { allow, caseIdOf, type StoredCase } from './stand-in-cases.ts';
import type { StandIn } from './stand-in-server.ts';
import { assertAccessible, signIn, takePicture } from './workbench-browser.ts';
import { visitWorkbench } from './workbench-visits.ts';

const reviewing = 3;

describe('Pages that are open while others work', () => {
  let server: StandIn;
  let page: Page;

  visitWorkbench(10, (workplace) => {
    ({ server, page } = workplace);
  });

  function storedCase(): StoredCase {
    return server.cases.get(caseIdOf(reviewing)) ?? assert.fail();
  }

  test('the inbox loses a task that somebody else has done, and the focus stays where it was', async () => {
    await page.goto(`${server.url}/zh/workbench`);
    await signIn(page);
    await page.getByTestId('announced').getByText('共 10 件').waitFor();
    await page.keyboard.press('j');
    const focused = await page.evaluate('document.activeElement?.textContent');
    const stored = storedCase();
    stored.view = { ...stored.view, allowed: [] };
    server.tell([{ kind: 'case', id: stored.view.id }]);
    await page.getByTestId('announced').getByText('共 9 件').waitFor();
    assert.equal(await page.evaluate('document.activeElement?.textContent'), focused);
  });

  test('an open case says what changed, keeps what was typed, and goes on from there', async () => {
    await page.goto(`${server.url}/zh/workbench/cases/${caseIdOf(reviewing)}`);
    await signIn(page);
    const opinion = page.getByRole('textbox', { name: '意见' });
    await opinion.fill('材料齐全。');
    const stored = storedCase();
    changeCase(stored, text('申请人更换了联系手机。', 'The applicant changed the mobile number.'));
    server.tell([{ kind: 'case', id: stored.view.id }]);
    await page.getByText('办件刚有变化').first().waitFor();
    assert.equal(await opinion.inputValue(), '材料齐全。');
    assert.equal(await page.evaluate('document.activeElement?.tagName'), 'TEXTAREA');
    await assertAccessible(page);
    await takePicture(page, 'case-live');
    await page.getByRole('button', { name: '知道了' }).click();
    await page.getByRole('button', { name: '知道了' }).waitFor({ state: 'detached' });
    await page.getByLabel('符合', { exact: true }).check();
    await page.getByRole('button', { name: /提出审查意见/ }).click();
    await page.getByText('已办：提出审查意见。').first().waitFor();
    assert.deepEqual(server.posted.at(-1)?.body, {
      revision: 4,
      conclusion: 'in-order',
      opinion: '材料齐全。',
    });
    await page.getByText('办件刚有变化').waitFor({ state: 'detached' });
  });

  test('a step that somebody else has done is gone, and what was typed for it is shown', async () => {
    await page.goto(`${server.url}/en/workbench/cases/${caseIdOf(reviewing)}`);
    await signIn(page);
    await page.getByRole('textbox', { name: 'Opinion' }).fill('Complete.');
    const stored = storedCase();
    changeCase(stored, text('示例审查员乙提交了意见。', '示例审查员乙 recorded an opinion.'), {
      allowed: allow([]),
    });
    server.tell([{ kind: 'case', id: stored.view.id }]);
    await page.getByText('What you typed and did not send').waitFor();
    await page.getByText('The case has just changed').first().waitFor();
    await takePicture(page, 'case-live-en');
    await assertAccessible(page);
  });

  test('what changed elsewhere asks for nothing on this page', async () => {
    await page.goto(`${server.url}/zh/workbench/cases/${caseIdOf(reviewing)}`);
    await signIn(page);
    await page.locator('.act-heading').waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    server.tell([{ kind: 'case', id: caseIdOf(0) }]);
    await page.waitForTimeout(800);
    assert.deepEqual(
      asked.filter((path) => path.startsWith('/api/cases')),
      [],
    );
  });
});
