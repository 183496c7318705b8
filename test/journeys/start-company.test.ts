// Owns the story of a new company, from the search to the results: one licence, and four services that are none and
// wait for it. On a phone without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '#test/kit/browser';
import { startTestCity, type TestCity } from '#test/kit/city';
import { type Officers, openOffices } from './officers.ts';
import { attach, fillDate, look, openPortal, signInResident, submit, waitFor } from './portal-reader.ts';

let city: TestCity;
let browser: Browser;
let officers: Officers;

before(async () => {
  city = await startTestCity({ withWorker: true });
  browser = await launchBrowser();
  officers = openOffices(city);
});
after(async () => {
  officers.close();
  await browser.close();
  await city.close();
});

const situations = { licence: 'not-held', seals: 'make', invoices: 'now', staff: 'now', bank: 'appoint' };

/** The pages of the form in their order, with what is typed, chosen from a list, and ticked. */
const pages: readonly (readonly (readonly [
  control: 'text' | 'list' | 'tick',
  name: string,
  value: string,
])[])[] = [
  [
    ['text', 'companyName', '汕头市示例贸易有限公司'],
    ['text', 'businessScope', '日用百货销售'],
  ],
  [
    ['list', 'companyStreet', '440507001'],
    ['text', 'companyAddress', '示例路12号3楼'],
  ],
  [
    ['text', 'registeredCapitalYuan', '100000'],
    ['text', 'shareholders', '示例居民甲，100000元'],
  ],
  [
    ['text', 'legalRepresentativeName', '示例居民甲'],
    ['text', 'legalRepresentativeIdNumber', '00000019900101000X'],
    ['text', 'companyManagers', '示例居民甲，董事'],
  ],
  [
    ['tick', 'sealKinds', 'official'],
    ['tick', 'sealKinds', 'finance'],
  ],
  [
    ['tick', 'taxpayerKind', 'small-scale'],
    ['tick', 'invoiceKinds', 'ordinary'],
    ['text', 'invoicesPerMonth', '30'],
    ['text', 'taxContactName', '示例居民甲'],
  ],
  [['text', 'employeeCount', '2']],
  [
    ['text', 'bankName', '示例银行'],
    ['text', 'bankBranch', '龙湖支行'],
  ],
  [['text', 'contactMobile', '13800000000']],
];

async function fillForm(page: Page): Promise<void> {
  for (const fields of pages) {
    for (const [control, name, value] of fields) {
      if (control === 'tick') await page.check(`input[name=${name}][value=${value}]`);
      else if (control === 'list') await page.selectOption(`select[name=${name}]`, value);
      else await page.fill(`[name=${name}]`, value);
    }
    if ((await page.locator('input[name^=bankVisitOn]').count()) > 0)
      await fillDate(page, 'bankVisitOn', { year: '2026', month: '12', day: '1' });
    await page.click('main form button');
    assert.equal(await page.locator('.errors').count(), 0, await page.innerText('main'));
  }
}

test('a company is found, applied for once, split into its five services, and each of them is done', async () => {
  const { context, page } = await openPortal(browser, city);
  await page.goto('/zh/');
  await page.fill('input[name=q]', '我想开公司');
  await page.click('main form[role=search] button');
  await page.click('main a:has-text("企业开办")');
  await look(page, 'company-guide-390');
  await page.click('main a:has-text("开始")');
  for (const [name, value] of Object.entries(situations)) {
    await page.check(`input[name=${name}][value=${value}]`);
  }
  await page.click('main form button');
  const result = await page.innerText('main');
  for (const word of ['您要办5件事', '公司设立登记', '公章', '发票', '社会保险', '银行'])
    assert.ok(result.includes(word), word);
  await look(page, 'company-interview-390');
  await page.click('main form.after button, main a[href*="sign-in"]');
  await signInResident(page, 'resident-a');
  await page.click('main form.after button');
  await fillForm(page);
  assert.match(await page.innerText('main'), /上传材料/);
  await look(page, 'company-evidence-390');
  await attach(page, ['premises-document', 'articles-of-association', 'appointment-documents']);
  assert.doesNotMatch(await page.innerText('main'), /还没有填好/);
  await look(page, 'company-check-390');
  const receipt = await submit(page);
  assert.match(receipt, /汕头市示例贸易有限公司/);
  await look(page, 'company-receipt-390');
  await page.click('main a:has-text("查看办理进度")');
  const status = await waitFor(page, /等待中/);
  assert.equal(status.match(/等“公司设立登记（发放营业执照）”办好后开始/g)?.length, 4);
  await look(page, 'company-status-390');

  // 市场主体登记管理条例 第十九条: complete and in due form, so registered there and then.
  const applicationId = /applications\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  const registration = (await officers.findCase(applicationId, 'company-registration')) ?? '';
  await officers.act('longhu-market-approver', registration, 'decision-on-the-spot', { reasons: '' });
  await officers.grant(applicationId, 'seal-filing', 'longhu-police');
  await officers.grant(applicationId, 'invoice-application', 'longhu-tax');
  await officers.grant(applicationId, 'employer-social-insurance', 'longhu-labour');
  await officers.grant(applicationId, 'bank-account-appointment', 'longhu-market');
  await waitFor(page, /全部办好了/);
  await look(page, 'company-done-390');
  await page.click('main a:has-text("查看营业执照")');
  assert.match(await page.innerText('main'), /汕头市示例贸易有限公司/);
  await context.close();

  const { rows } = await city.database.migratorPool.query<{ code: string }>(
    `select verification_code as code from licences.licence where source_id = $1`,
    [registration],
  );
  const passerBy = await openPortal(browser, city);
  await passerBy.page.goto(`/zh/verify/${rows[0]?.code ?? ''}`);
  assert.match(await passerBy.page.innerText('main'), /有效[\s\S]*汕头市示例贸易有限公司/);
  await look(passerBy.page, 'company-verified-390');
  await passerBy.context.close();
});
