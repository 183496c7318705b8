// Owns the story of the first request: from the search to the verified licence, in a real browser.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, overflowPx, screenshot } from '#test/kit/browser';
import { demonstrationPassword, startTestCity, type TestCity } from '#test/kit/city';
import { buildPdf, buildPng } from '#test/kit/papers';

let city: TestCity;
let browser: Browser;

before(async () => {
  city = await startTestCity({ withWorker: true });
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await city.close();
});

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

/** The applicant's browser: without JavaScript, as wide as a phone. */
async function openPortal(viewport = phone): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport, baseURL: city.url });
  context.setDefaultTimeout(5_000);
  return { context, page: await context.newPage() };
}

/** Looks at the page as it stands: accessible, no wider than the window, and as a picture. */
async function look(page: Page, name: string): Promise<void> {
  assert.equal(await overflowPx(page), 0, `${name} is no wider than the window`);
  await screenshot(page, name);
}

async function signInResident(page: Page, loginName: string): Promise<void> {
  await page.fill('input[name=loginName]', loginName);
  await page.fill('input[name=password]', demonstrationPassword);
  await page.click('main button');
}

async function fillRestaurant(page: Page, shopName: string, street: string): Promise<void> {
  await page.fill('input[name=shopName]', shopName);
  await page.check('input[name=operatorKind][value=individual-business]');
  await page.click('main form button');
  await page.selectOption('select[name=premisesStreet]', street);
  await page.fill('input[name=premisesAddress]', '示例路1号');
  await page.fill('input[name=floorAreaM2]', '４２０.５');
  await page.click('main form button');
  await page.check('input[name=businessItems][value=hot-food]');
  await page.check('input[name=openFlame][value=true]');
  await page.click('main form button');
  await page.fill('input[name=contactMobile]', '13800000000');
  await page.click('main form button');
}

describe('opening a restaurant in Longhu District', () => {
  let applicant: { context: BrowserContext; page: Page };
  let number = '';
  let queryCode = '';

  test('a resident finds it, answers two situations and sees services, evidence and time', async () => {
    applicant = await openPortal();
    const { page } = applicant;
    await page.goto('/zh/');
    await look(page, 'home-390');
    await page.fill('input[name=q]', '我想开一家小吃店');
    await page.click('main form[role=search] button');
    await page.click('main a:has-text("开办餐饮店")');
    await look(page, 'guide-390');
    await page.click('main a:has-text("开始")');
    await page.click('main form button');
    assert.match(await page.innerText('main'), /请选择一项/, 'both questions are asked for');
    await page.check('input[name=businessLicence][value=not-held]');
    await page.check('input[name=dining][value=dine-in-other]');
    await page.click('main form button');
    const found = await page.innerText('main');
    for (const word of ['营业执照', '食品经营许可', '消防安全检查', '平面布局图', '23个工作日'])
      assert.ok(found.includes(word), word);
    await look(page, 'interview-result-390');
  });

  test('signs in, fills one short form, attaches two files and sends it once', async () => {
    const { page } = applicant;
    await page.click('main form.after button, main a[href*="sign-in"]');
    await signInResident(page, 'resident-a');
    await page.click('main form.after button');
    await fillRestaurant(page, '示例饭店', '440507001');
    await page.setInputFiles('input[name=premises-document]', {
      name: '租赁合同.pdf',
      mimeType: 'application/pdf',
      buffer: await buildPdf('Lease'),
    });
    await page.setInputFiles('input[name=floor-plan]', {
      name: '平面图.png',
      mimeType: 'image/png',
      buffer: buildPng(),
    });
    await look(page, 'evidence-390');
    await page.click('main form[enctype] button');
    await look(page, 'check-390');
    await page.check('input[name=declaration]');
    await page.click('main form:has(input[name=declaration]) button');
    const receipt = await page.innerText('main');
    number = /SQ26-[0-9A-Z]{4}-[0-9A-Z]{5}/.exec(receipt)?.[0] ?? '';
    queryCode = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b(?!-|[0-9A-Z])/.exec(receipt.replace(number, ''))?.[0] ?? '';
    assert.notEqual(number, '', 'a number');
    assert.notEqual(queryCode, '', 'a query code');
    await look(page, 'receipt-390');
    const pdf = await page.request.get(`${page.url().split('?')[0]}.pdf`);
    assert.equal(pdf.headers()['content-type'], 'application/pdf');
    assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');
  });

  test('anyone with number and query code sees where it stands', async () => {
    const { context, page } = await openPortal(desktop);
    await page.goto('/zh/progress');
    await page.fill('input[name=number]', number.toLowerCase());
    await page.fill('input[name=queryCode]', queryCode);
    await page.click('main form button');
    const progress = await page.innerText('main');
    for (const word of ['等待', '汕头市龙湖区市场监督管理局', '汕头市龙湖区消防救援大队'])
      assert.ok(progress.includes(word), word);
    assert.ok(!progress.includes('示例饭店'), 'no name');
    await context.close();
  });
});
