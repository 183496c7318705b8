import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { legalDay } from '#kernel/dates';
import { text } from '#kernel/texts';
import { caseIdOf } from './stand-in-cases.ts';
import type { StandIn } from './stand-in-server.ts';
import { assertAccessible, signIn, takePicture } from './workbench-browser.ts';
import { visitWorkbench } from './workbench-visits.ts';

describe('What reached the applicant, on the page of a closed case', () => {
  let server: StandIn;
  let page: Page;

  visitWorkbench(4, (workplace) => {
    ({ server, page } = workplace);
    const stored = server.cases.get(caseIdOf(2));
    assert.ok(stored);
    const paperId = caseIdOf(7_001);
    stored.view = {
      ...stored.view,
      allowed: [],
      status: 'granted',
      statusName: text('准予许可', 'Granted'),
      deliveries: [
        {
          id: caseIdOf(7_101),
          handOverId: caseIdOf(7_101),
          what: text('准予行政许可决定书', 'Decision to grant'),
          number: '汕龙市监准〔2026〕1号',
          channelName: text('窗口领取', 'Window'),
          deliveredOn: legalDay('2026-11-20'),
          receiverName: '示例店主',
          trackingNumber: null,
          signedName: text('在纸质送达回证上签名', 'Signed on the printed proof of delivery'),
          proofs: [],
        },
      ],
      toDeliver: [
        { paperId, title: text('补正告知书', 'Correction notice'), number: '汕龙市监补〔2026〕3号' },
        { paperId: null, title: text('食品经营许可证', 'Food operation permit'), number: 'JY24405070001234' },
      ],
      archive: [
        { version: 1, sizeBytes: 2_400_000 },
        { version: 2, sizeBytes: 180_000 },
      ],
    };
  });

  async function open(locale: string): Promise<void> {
    await page.goto(`${server.url}/${locale}/workbench/cases/${caseIdOf(2)}`);
    await signIn(page);
    await page.getByRole('heading', { name: locale === 'zh' ? '送达' : 'Delivery', exact: true }).waitFor();
  }

  test('a post is recorded with its number and the day on its receipt', async () => {
    await open('zh');
    await page.getByText('登记送达', { exact: true }).first().click();
    await page.getByRole('button', { name: /^登记送达/ }).click();
    await page.locator('.field-error', { hasText: '请选择送达的文书或证照。' }).waitFor();
    await page.getByLabel('送达的文书或证照').click();
    await page.keyboard.type('食品');
    await page.keyboard.press('Enter');
    await page.getByLabel('邮寄', { exact: true }).check();
    await page.getByLabel('邮件编号').fill('1');
    await page.getByLabel('回执上的收件日期').fill('2026-11-23');
    await page.getByLabel('收件人姓名').fill('示例店主');
    await page.getByLabel('申请人本人').check();
    await page.getByRole('button', { name: /^登记送达/ }).click();
    await page.locator('.field-error', { hasText: '请填写邮件编号' }).waitFor();
    await page.getByLabel('邮件编号').fill('EX123456789CN');
    await assertAccessible(page);
    await takePicture(page, 'delivery-post');
    await page.setViewportSize({ width: 390, height: 800 });
    await takePicture(page, 'delivery-post-390');
    await page.getByRole('button', { name: /^登记送达/ }).click();
    await page.getByTestId('announced').getByText('已登记送达。').waitFor();
    assert.deepEqual(server.posted[0], {
      path: `/api/cases/${caseIdOf(2)}/deliveries`,
      body: {
        paperId: null,
        channel: 'post',
        deliveredOn: '2026-11-23',
        receiverName: '示例店主',
        receiverRelation: 'applicant',
        statement: '',
        trackingNumber: 'EX123456789CN',
      },
    });
  });

  test('the signed proof is added to what was handed over', async () => {
    await open('en');
    await page.getByText('Add the signed proof or the postal receipt').click();
    await page
      .getByLabel(/Scan of the signed proof/)
      .setInputFiles({ name: 'proof.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
    await page.locator('p', { hasText: 'The scan was kept: proof.pdf' }).waitFor();
    assert.equal(server.posted[0]?.path, `/api/cases/${caseIdOf(2)}/deliveries/${caseIdOf(7_101)}/proof`);
    await assertAccessible(page);
  });

  test('each archive package is a link, the newest first', async () => {
    await open('en');
    const links = page.getByRole('link', { name: /Download the archive package/ });
    assert.deepEqual(await links.allInnerTexts(), [
      'Download the archive package (number 2, 0.2 MB)',
      'Download the archive package (number 1, 2.4 MB)',
    ]);
    assert.equal(await links.first().getAttribute('href'), `/api/cases/${caseIdOf(2)}/archive?version=2`);
  });
});
