import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { caseIdOf } from './stand-in-cases.ts';
import type { StandIn } from './stand-in-server.ts';
import { assertAccessible, signIn, takePicture } from './workbench-browser.ts';
import { visitWorkbench } from './workbench-visits.ts';

const reviewing = 3;

describe('Notes to colleagues, and phrases that are written often', () => {
  let server: StandIn;
  let page: Page;

  visitWorkbench(5, (workplace) => {
    ({ server, page } = workplace);
  });

  async function openCase(locale = 'zh'): Promise<void> {
    await page.goto(`${server.url}/${locale}/workbench/cases/${caseIdOf(reviewing)}`);
    await signIn(page);
    await page.locator('.act-heading').waitFor();
  }

  test('a note is typed, kept while it is not sent, and read by colleagues', async () => {
    await openCase();
    await page.getByText('还没有留言。').waitFor();
    await page.keyboard.press('n');
    await page.keyboard.type('已电话联系，下午补一张照片。');
    await page.getByRole('link', { name: '← 待办' }).click();
    await page.goBack();
    assert.equal(await page.getByLabel('写一条留言').inputValue(), '已电话联系，下午补一张照片。');
    await page.getByRole('button', { name: '留言', exact: true }).click();
    await page.locator('.paper').getByText('已电话联系，下午补一张照片。').waitFor();
    assert.equal(await page.getByLabel('写一条留言').inputValue(), '');
    assert.deepEqual(server.posted, [
      { path: `/api/cases/${caseIdOf(reviewing)}/notes`, body: { body: '已电话联系，下午补一张照片。' } },
    ]);
    await assertAccessible(page);
    await takePicture(page, 'case-notes');
  });

  test('an opinion is kept as a phrase, and put at the end of another text', async () => {
    await openCase('en');
    const opinion = page.getByRole('textbox', { name: 'Opinion' });
    await opinion.fill('布局符合要求。');
    await page.getByRole('button', { name: 'Phrases…' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Enter a name.').waitFor();
    await assertAccessible(page);
    await page.getByLabel('Keep this text under the name').fill('布局');
    await takePicture(page, 'case-phrases-en');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal(server.own.desk.phrases[0]?.body, '布局符合要求。');
    assert.equal(server.posted.length, 1, 'the opinion itself is not sent');
    await opinion.fill('材料齐全。');
    await page.getByLabel('Insert a phrase').selectOption({ label: '布局' });
    assert.equal(await opinion.inputValue(), '材料齐全。\n布局符合要求。');
    await page.getByRole('button', { name: 'Phrases…' }).click();
    await page.getByRole('button', { name: /Remove.*布局/ }).click();
    await page.getByRole('button', { name: /Remove.*布局/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    assert.equal(await opinion.inputValue(), '材料齐全。\n布局符合要求。');
  });
});
