import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { caseIdOf } from './stand-in-cases.ts';
import { buildOpenHearing } from './stand-in-procedures.ts';
import type { StandIn } from './stand-in-server.ts';
import { assertAccessible, signIn, takePicture } from './workbench-browser.ts';
import { visitWorkbench } from './workbench-visits.ts';

describe('A hearing on the page of its procedure', () => {
  let server: StandIn;
  let page: Page;

  visitWorkbench(4, (workplace) => {
    ({ server, page } = workplace);
  });

  test('goes from the telling to the request and the appointment, and shows the sentence that refuses', async () => {
    const stored = server.cases.get(caseIdOf(2));
    assert.ok(stored);
    const hearing = buildOpenHearing(1, stored.view);
    server.procedures.set(hearing.id, hearing);
    await page.goto(`${server.url}/zh/workbench/procedures/${hearing.id}`);
    await signIn(page);
    await page.getByText(/告知，可以申请到2026年11月30日/).waitFor();
    await page.getByRole('button', { name: /^登记听证申请/ }).click();
    await page.locator('.field-error', { hasText: '请写明是谁申请听证。' }).waitFor();
    await page.getByLabel('谁申请').fill('示例住户甲');
    await page.getByLabel('申请日期').fill('2026-11-30');
    await assertAccessible(page);
    await page.getByRole('button', { name: /^登记听证申请/ }).click();
    await page.getByText(/示例住户甲于2026年11月30日/).waitFor();
    await page.getByLabel('听证时间').fill('2026-12-10T09:30');
    await page.getByLabel('听证地点').fill('示例路2号会议室');
    await page.getByLabel('主持人').click();
    await page.keyboard.press('Enter');
    server.failNext(`/api/procedures/${hearing.id}/hearing-appointment`, {
      status: 422,
      code: 'hearing-notice-too-short',
      zh: '听证的时间、地点应当在举行的七日前通知。',
      en: 'Time and place are told seven working days before.',
      fields: [{ field: 'at', message: '听证的时间、地点应当在举行的七日前通知。' }],
    });
    await page.getByRole('button', { name: /^确定听证/ }).click();
    await page.locator('.field-error', { hasText: '七日前通知' }).waitFor();
    await assertAccessible(page);
    await takePicture(page, 'hearing-appointment');
    await page.getByRole('button', { name: /^确定听证/ }).click();
    await page.getByText('示例负责人戊', { exact: true }).first().waitFor();
    await page.getByText(/示例路2号会议室，公开举行/).waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    await takePicture(page, 'hearing-390');
    await assertAccessible(page);
    assert.deepEqual(server.posted.at(-1)?.body, {
      revision: 2,
      at: '2026-12-10T01:30:00.000Z',
      place: '示例路2号会议室',
      presidingId: caseIdOf(9001),
    });
  });
});
