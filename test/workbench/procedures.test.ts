import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { legalDay } from '#kernel/dates';
import { text } from '#kernel/texts';
import type { CaseAction } from '#modules/cases/contract';
import { allow, buildClock, caseIdOf, type StoredCase } from './stand-in-cases.ts';
import { askedOfUs, buildHearing, buildProcedure, buildVisit } from './stand-in-procedures.ts';
import type { StandIn } from './stand-in-server.ts';
import { assertAccessible, signIn, takePicture } from './workbench-browser.ts';
import { visitWorkbench } from './workbench-visits.ts';

describe('What stands beside the straight way of a case', () => {
  let server: StandIn;
  let page: Page;

  visitWorkbench(4, (workplace) => {
    ({ server, page } = workplace);
  });

  function storedCase(): StoredCase {
    const stored = server.cases.get(caseIdOf(2));
    assert.ok(stored);
    return stored;
  }

  async function openWith(actions: readonly CaseAction[], locale = 'zh'): Promise<void> {
    const stored = storedCase();
    stored.view = { ...stored.view, allowed: allow(actions) };
    await page.goto(`${server.url}/${locale}/workbench/cases/${stored.view.id}`);
    await signIn(page);
    await page.locator('.act-heading').waitFor();
  }

  test('is not offered before somebody chooses it', async () => {
    await openWith(['extend', 'terminate']);
    await page.getByText('您要怎么办？').waitFor();
    assert.equal(await page.locator('.action-button').count(), 0);
    await page.getByLabel('延长期限').check();
    await page.getByRole('button', { name: /^延长期限/ }).click();
    await page.getByText('请写明理由。').waitFor();
    assert.equal(await page.evaluate('document.activeElement?.tagName'), 'TEXTAREA');
    await page.getByLabel('理由').fill('需要核对排水设施的竣工资料。');
    await page.getByRole('button', { name: /^延长期限/ }).click();
    await page.getByText('已办：延长期限。').first().waitFor();
    assert.deepEqual(server.posted[0], {
      path: `/api/cases/${caseIdOf(2)}/extension`,
      body: { revision: 3, reasons: '需要核对排水设施的竣工资料。' },
    });
    await page.getByRole('heading', { name: '对办件采取的措施' }).waitFor();
    await assertAccessible(page);
  });

  test('grants on the spot without reasons', async () => {
    await openWith(['decide-on-the-spot']);
    await page.getByRole('button', { name: /^当场受理并准予/ }).click();
    await page.getByText('已办：当场受理并准予。').first().waitFor();
    assert.deepEqual(server.posted[0]?.body, { revision: 3, reasons: '' });
  });

  test('transfers to one of the organs that are responsible', async () => {
    await openWith(['transfer']);
    await page.getByLabel('移送', { exact: true }).check();
    await page.getByRole('button', { name: /^移送/ }).click();
    await page.getByText('请选择移送给哪个单位。').waitFor();
    await page.getByLabel('移送给').click();
    await page.keyboard.type('金平');
    await page.keyboard.press('Enter');
    await page.getByLabel('理由').fill('店铺在金平区。');
    await assertAccessible(page);
    await page.getByRole('button', { name: /^移送/ }).click();
    await page.getByText('已办：移送。').first().waitFor();
    assert.deepEqual(server.posted[0]?.body, {
      revision: 3,
      toOrganId: caseIdOf(9101),
      reasons: '店铺在金平区。',
    });
  });

  test('terminates a duplicate by the number of the case that goes on, with the sentence of the server', async () => {
    await openWith(['terminate']);
    await page.getByLabel('终止办理', { exact: true }).check();
    await page.getByLabel('重复申请，并入另一办件').check();
    await page.getByLabel('理由').fill('同一店铺提交了两次。');
    await page.getByRole('button', { name: /^终止办理/ }).click();
    await page.getByText('请填写继续办理的办件编号。').waitFor();
    await page.getByLabel('并入的办件编号').fill('440507-2026-000000');
    await page.getByRole('button', { name: /^终止办理/ }).click();
    await page.locator('.field-error').getByText('没有找到要并入的办件。').waitFor();
    assert.equal(await page.evaluate('document.activeElement?.tagName'), 'INPUT');
    await assertAccessible(page);
    await takePicture(page, 'beside-terminate');
    await page.getByLabel('并入的办件编号').fill('440507-2026-007301');
    await page.getByRole('button', { name: /^终止办理/ }).click();
    await page.getByText('已办：终止办理。').first().waitFor();
    assert.deepEqual(server.posted.at(-1)?.body, {
      revision: 3,
      ground: 'duplicate',
      reasons: '同一店铺提交了两次。',
      otherNumber: '440507-2026-007301',
    });
  });

  test('asks another organ, and gives it only the documents that were chosen', async () => {
    await openWith(['open-procedure']);
    await page.getByLabel('发起程序', { exact: true }).check();
    await page.getByLabel('征求意见', { exact: true }).check();
    await page.getByRole('button', { name: /^发起程序/ }).click();
    await page.getByText('请选择要征求意见的单位。').waitFor();
    await assertAccessible(page);
    await page.getByLabel('征求哪个单位的意见').click();
    await page.keyboard.press('Enter');
    await page.getByLabel('要问的问题').fill('疏散通道是否符合要求？');
    await page.getByRole('checkbox', { name: /平面布局图/ }).check();
    await page.getByLabel('答复期限').fill('2026-11-27');
    await takePicture(page, 'beside-consultation');
    await page.getByRole('button', { name: /^发起程序/ }).click();
    await page.getByText('已办：发起程序。').first().waitFor();
    assert.deepEqual(server.posted[0], {
      path: `/api/cases/${caseIdOf(2)}/procedures`,
      body: {
        revision: 3,
        kind: 'consultation',
        request: '疏散通道是否符合要求？',
        dueOn: '2026-11-27',
        askedOrganId: caseIdOf(9102),
        evidenceIds: ['plan'],
      },
    });
    await page.getByRole('heading', { name: '相关程序' }).waitFor();
    await page.getByRole('link', { name: /打开办理/ }).waitFor();
  });

  test('makes an appointment in the time of Shanghai, with the organs that take part', async () => {
    await openWith(['open-procedure'], 'en');
    await page.getByLabel('Begin a procedure', { exact: true }).check();
    await page.getByLabel('Joint site visit').check();
    await page.getByLabel('When').fill('2026-11-25T09:30');
    await page.getByLabel('Where').fill('金砂路12号');
    await page.getByLabel('Longhu Fire and Rescue').check();
    await page.getByLabel('What is looked at').fill('Drains and exits.');
    await assertAccessible(page);
    await takePicture(page, 'beside-visit-en');
    await page.getByRole('button', { name: /^Begin a procedure/ }).click();
    await page.getByText('Done: Begin a procedure.').first().waitFor();
    assert.deepEqual(server.posted[0]?.body, {
      revision: 3,
      kind: 'site-visit',
      request: 'Drains and exits.',
      dueOn: '2026-11-25',
      appointment: { at: '2026-11-25T01:30:00.000Z', place: '金砂路12号' },
      organIds: [caseIdOf(9102)],
    });
  });

  test('a special procedure needs a ground of law and its last day', async () => {
    await openWith(['open-procedure']);
    await page.getByLabel('发起程序', { exact: true }).check();
    await page.getByLabel('特别程序（停止计算期限）').check();
    await page.getByRole('button', { name: /^发起程序/ }).click();
    await page.getByText('请选择是哪一种情形。').waitFor();
    await page.getByText('请填写日期。').waitFor();
    assert.equal(server.posted.length, 0);
    await assertAccessible(page);
    await page.getByLabel('听证', { exact: true }).check();
    await page.getByRole('button', { name: /^发起程序/ }).click();
    await page.locator('.field-error', { hasText: '请选择为什么听证。' }).waitFor();
    await page.getByLabel(/直接涉及申请人与他人之间重大利益关系/).check();
    assert.equal(await page.getByLabel('到哪一天（含当天）').count(), 0, 'the law says until when');
    await page.getByLabel('利害关系人').fill('示例住户甲、示例住户乙');
    await page.getByLabel('事由（书面告知申请人）').fill('油烟排放直接影响相邻住户。');
    await assertAccessible(page);
    await takePicture(page, 'hearing-begun');
    await page.getByRole('button', { name: /^发起程序/ }).click();
    await page.getByText('已办：发起程序。').first().waitFor();
    assert.deepEqual(server.posted[0]?.body, {
      revision: 3,
      kind: 'special',
      request: '油烟排放直接影响相邻住户。',
      ground: 'hearing',
      hearing: { basis: 'major-interests', interested: ['示例住户甲', '示例住户乙'] },
    });
  });

  test('the case tells its mode, commitment, deferred documents, procedures and clocks that were counted anew', async () => {
    const stored = storedCase();
    const { view } = stored;
    const resumed = buildClock('decision', legalDay('2026-11-06'), 27, false);
    const earlier = buildClock('decision', legalDay('2026-11-05'), 20, true);
    stored.view = {
      ...view,
      mode: 'commitment',
      modeName: text('告知承诺', 'Commitment'),
      commitment: {
        text: text('本人承诺已经具备告知的全部条件。', 'I commit that every condition told to me is met.'),
        acceptedAt: '2026-11-05T02:00:00Z',
      },
      deferred: [text('从业人员健康证明', 'Health certificates of the staff')],
      procedures: [buildProcedure(1, view), buildHearing(2, view)],
      acts: [
        {
          at: '2026-11-19T02:00:00Z',
          name: text('延长决定期限', 'The time was extended'),
          reasons: '案情复杂。',
        },
      ],
      clocks: [
        ...view.clocks.filter((clock) => clock.kind !== 'decision'),
        { ...earlier, id: 'earlier', replaced: true },
        { ...resumed, id: 'now', revisedBecause: 'resumed', extended: true },
      ],
    };
    for (const locale of ['zh', 'en']) {
      await page.goto(`${server.url}/${locale}/workbench/cases/${view.id}`);
      if (locale === 'zh') await signIn(page);
      await page.locator('.act-heading').waitFor();
      await assertAccessible(page);
      await takePicture(page, `beside-case-${locale}`);
    }
    await page.getByText('Earlier calculation (1)').click();
    await page.getByText('Counted anew: The special procedure ended; counting goes on').waitFor();
    await page.getByText('The commitment that the applicant accepted').click();
    await page.getByText('I commit that every condition told to me is met.').waitFor();
    await page.getByText('Its days were not counted').waitFor();
    await page.setViewportSize({ width: 1600, height: 1000 });
    await takePicture(page, 'beside-case-1600');
  });

  test('whoever is asked opens it from the inbox, reads what was shared and answers', async () => {
    const procedure = askedOfUs(buildProcedure(1, storedCase().view));
    server.procedures.set(procedure.id, procedure);
    await page.goto(`${server.url}/zh/workbench?urgency=due-soon`);
    await signIn(page);
    await page.locator(`.row-link[href$="procedures/${procedure.id}"]`).click();
    await page.getByRole('heading', { level: 1, name: /征求意见/ }).waitFor();
    await page.getByText('这里只给出答复所需要的内容和材料').waitFor();
    assert.match(
      (await page.getByRole('img', { name: /平面布局图/ }).getAttribute('src')) ?? '',
      new RegExp(`/api/procedures/${procedure.id}/evidence/plan`),
    );
    await page.getByRole('button', { name: /^答复/ }).click();
    await page.getByText('请选择结果。').waitFor();
    await assertAccessible(page);
    await page.getByLabel('附条件同意').check();
    await page.getByLabel('意见和理由').fill('疏散通道净宽应不小于1.1米。');
    await takePicture(page, 'procedure-consultation');
    await page.getByRole('button', { name: /^答复/ }).click();
    await page.getByText('已办：答复。').first().waitFor();
    await page.getByText('疏散通道净宽应不小于1.1米。').waitFor();
    await assertAccessible(page);
    assert.deepEqual(server.posted[0]?.body, {
      revision: 1,
      outcome: 'agree-with-conditions',
      result: '疏散通道净宽应不小于1.1米。',
    });
  });

  test('a visit is recorded with whoever was there too', async () => {
    const procedure = buildVisit(1, storedCase().view);
    server.procedures.set(procedure.id, procedure);
    await page.goto(`${server.url}/en/workbench/procedures/${procedure.id}`);
    await signIn(page);
    await page.getByLabel('In order', { exact: true }).check();
    await page.getByLabel('Record of the visit').fill('As drawn.');
    await page.getByRole('button', { name: /^Conclude/ }).click();
    await page.getByText('Choose at least one officer who was there.').waitFor();
    await page.getByLabel('示例消防员丁').check();
    const photograph = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from('picture') });
    await page
      .getByLabel('Photographs (optional)')
      .setInputFiles([photograph('exit.png'), photograph('grease-trap.png'), photograph('twice.png')]);
    await page.getByRole('link', { name: 'Photograph of the visit 3 twice.png' }).waitFor();
    await page.getByRole('button', { name: /^Take off.*visit 3/ }).click();
    await page.getByRole('link', { name: /twice.png/ }).waitFor({ state: 'detached' });
    assert.equal(
      await page.getByLabel('Record of the visit').inputValue(),
      'As drawn.',
      'nothing typed is lost',
    );
    await assertAccessible(page);
    await takePicture(page, 'procedure-visit-en');
    await page.setViewportSize({ width: 390, height: 800 });
    await takePicture(page, 'procedure-visit-390');
    await page.getByRole('button', { name: /^Conclude/ }).click();
    await page.getByText('Done: Conclude.').first().waitFor();
    await page.getByRole('link', { name: 'Photograph of the visit 2 grease-trap.png' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Take off/ }).count(), 0, 'the record was made');
    assert.deepEqual(server.posted.at(-1)?.body, {
      revision: 1,
      outcome: 'in-order',
      result: 'As drawn.',
      companionIds: [caseIdOf(9003)],
    });
  });
});
