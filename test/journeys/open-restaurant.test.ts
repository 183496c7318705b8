// Owns the story of the first request: from the search to the verified licence, in a real browser.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { assertAccessible, launchBrowser, screenshot } from '#test/kit/browser';
import { startTestCity, type TestCity } from '#test/kit/city';
import { buildPdf, buildPng } from '#test/kit/papers';
import {
  desktop,
  eventually,
  look,
  openPortal,
  phone,
  type Reader,
  signInResident,
} from './portal-reader.ts';
import { openWorkbench } from './workbench-reader.ts';

// The reader is a CommonJS module whose types call its export a default one, which it is not to Node.
const readQr: typeof import('jsqr').default = createRequire(import.meta.url)('jsqr');

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

async function fillShop(page: Page, shopName: string, street: string): Promise<void> {
  await page.fill('input[name=shopName]', shopName);
  await page.check('input[name=operatorKind][value=individual-business]');
  await page.click('main form button');
  await page.selectOption('select[name=premisesStreet]', street);
  await page.fill('input[name=premisesAddress]', '示例路1号');
  await page.fill('input[name=floorAreaM2]', '４２０.５');
  await page.click('main form button');
}

async function fillRestaurant(page: Page, shopName: string, street: string): Promise<void> {
  await fillShop(page, shopName, street);
  await page.check('input[name=businessItems][value=hot-food]');
  await page.check('input[name=openFlame][value=true]');
  await page.click('main form button');
  await page.fill('input[name=contactMobile]', '13800000000');
  await page.click('main form button');
}

async function recordOpinion(
  page: Page,
  button: string,
  opinion: string,
  conclusion = '符合',
): Promise<void> {
  await page.getByLabel(conclusion, { exact: true }).check();
  await page.getByRole('textbox', { name: '意见' }).fill(opinion);
  await page.getByRole('button', { name: new RegExp(button) }).click();
  await page.getByText(`已办：${button}`).first().waitFor();
}

/** Reads the QR code of the page as a telephone does: from its picture. */
async function readQrCode(page: Page): Promise<string> {
  const picture = PNG.sync.read(
    await page.locator('main svg.qr, main .qr svg, main svg[class*=qr]').first().screenshot(),
  );
  const found = readQr(new Uint8ClampedArray(picture.data), picture.width, picture.height);
  assert.ok(found !== null, 'a QR code that can be read');
  return found.data;
}

describe('opening a restaurant in Longhu District', () => {
  let applicant: Reader;
  let number = '';
  let queryCode = '';

  test('a resident finds it, answers the situations and sees services, evidence and time', async () => {
    applicant = await openPortal(browser, city);
    const { page } = applicant;
    await page.goto('/zh/');
    await look(page, 'home-390');
    await page.fill('input[name=q]', '我想开一家小吃店');
    await page.click('main form[role=search] button');
    await page.click('main a:has-text("开办餐饮店")');
    await look(page, 'guide-390');
    await page.click('main a:has-text("开始")');
    await page.click('main form button');
    assert.match(await page.innerText('main'), /请选择一项/, 'the questions are asked for');
    await page.check('input[name=businessLicence][value=not-held]');
    await page.check('input[name=dining][value=dine-in-other]');
    await page.check('input[name=signboard][value=none]');
    await page.check('input[name=drainage][value=not-sewer]');
    await page.click('main form button');
    const found = await page.innerText('main');
    for (const word of ['营业执照', '食品经营许可', '消防安全检查', '平面布局图', '23个工作日'])
      assert.ok(found.includes(word), word);
    await look(page, 'interview-result-390');
  });

  test('signs in, fills one short form, attaches its files and sends it once', async () => {
    const { page } = applicant;
    await page.click('main form.after button, main a[href*="sign-in"]');
    await signInResident(page, 'resident-a');
    await page.click('main form.after button');
    await fillRestaurant(page, '示例饭店', '440507001');
    assert.ok(
      await page.isChecked('input[name="mode.fire-safety-check"][value=commitment]'),
      'the commitment is proposed, as the law puts it first',
    );
    await look(page, 'manner-390');
    await page.check('input[name="mode.fire-safety-check"][value=ordinary]');
    await page.click('main form button');
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
    for (const key of ['food-safety-rules', 'fire-safety-rules', 'fire-equipment-plan'])
      await page.setInputFiles(`input[name=${key}]`, {
        name: `${key}.png`,
        mimeType: 'image/png',
        buffer: buildPng(),
      });
    assert.equal(
      await page.locator('input[name=articles-of-association]').count(),
      0,
      'an individual business has none',
    );
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
    const { context, page } = await openPortal(browser, city, desktop);
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

  test('the licence is accepted, reviewed and granted by the district’s market supervision', async () => {
    const reviewer = await openWorkbench(browser, city, 'longhu-market-reviewer');
    const inbox = reviewer.locator('.row-link');
    await inbox.first().waitFor();
    assert.equal(await inbox.count(), 1, 'the food permit waits; the fire check is another organ’s');
    await screenshot(reviewer, 'inbox-1280');
    await assertAccessible(reviewer);
    await inbox.first().click();
    await reviewer.getByRole('button', { name: /^受理 / }).waitFor();
    await reviewer
      .getByRole('img', { name: /住所|使用/ })
      .or(reviewer.locator('iframe'))
      .first()
      .waitFor();
    await screenshot(reviewer, 'case-1280');
    await assertAccessible(reviewer);
    await reviewer.getByRole('button', { name: /^受理 / }).click();
    await reviewer.getByText('已办：受理').first().waitFor();
    await recordOpinion(reviewer, '提出审查意见', '材料齐全，符合法定形式。');
    assert.equal(
      await reviewer.getByRole('button', { name: /准予许可/ }).count(),
      0,
      'a reviewer is not offered the decision',
    );
    await reviewer.context().close();
    const approver = await openWorkbench(browser, city, 'longhu-market-approver');
    await approver.locator('.row-link').first().click();
    await approver.getByLabel('准予许可').check();
    await approver.getByRole('button', { name: /^准予许可/ }).click();
    await approver.getByText('已办：准予许可').first().waitFor();
    await approver.context().close();
  });

  test('the applicant is told, and the food permit begins when the licence is there', async () => {
    const { page } = applicant;
    await eventually(async () => {
      await page.goto('/zh/applications');
      await page.click(`main a:has-text("示例饭店")`);
      return (await page.innerText('main')).includes('查看营业执照');
    });
    const status = await page.innerText('main');
    assert.match(status, /食品经营许可（餐饮服务）[\s\S]*已收件/, 'the food permit has been received');
    await look(page, 'status-390');
    await page.setViewportSize(desktop);
    await look(page, 'status-1280');
    await page.setViewportSize(phone);
    await page.click('header a:has-text("通知")');
    const notices = await page.innerText('main');
    for (const word of ['已收到您的材料', '已受理', '已办好']) assert.ok(notices.includes(word), word);
    await look(page, 'notices-390');
  });

  test('a stranger verifies the licence by the code behind its QR code', async () => {
    const { page } = applicant;
    await page.goto('/zh/applications');
    await page.click(`main a:has-text("示例饭店")`);
    await page.click('main a:has-text("查看营业执照")');
    await look(page, 'licence-390');
    const paper = await page.request.get(`${page.url()}/paper.pdf`);
    assert.equal(paper.headers()['content-type'], 'application/pdf');
    const address = await readQrCode(page);
    assert.match(address, /^http:\/\/yizhan\.test\/zh\/verify\/[0-9A-Z]{28}$/);
    const stranger = await openPortal(browser, city);
    await stranger.page.goto(new URL(address).pathname);
    const verified = await stranger.page.innerText('main');
    for (const word of ['有效', '营业执照', '示例饭店', '汕头市龙湖区市场监督管理局'])
      assert.ok(verified.includes(word), word);
    await look(stranger.page, 'verify-390');
    await stranger.page.goto('/en/verify/3467ACDEFGHJKMNPQRTWXY3467AC');
    assert.match(await stranger.page.innerText('main'), /There is no such licence/);
    await stranger.context.close();
  });

  test('the fire brigade asks once for what is missing, and the applicant supplies it', async () => {
    const officer = await openWorkbench(browser, city, 'longhu-fire-reviewer-1');
    await officer.locator('.row-link').first().click();
    await officer.getByLabel('一次性告知补正').check();
    await officer.getByRole('checkbox', { name: '平面布局图' }).check();
    await officer.getByLabel('请申请人怎么补正“平面布局图”').fill('请标出安全出口。');
    await officer.getByRole('button', { name: /补正告知/ }).click();
    await officer.getByText('等待补正').first().waitFor();
    await officer.context().close();
    const { page } = applicant;
    await eventually(async () => {
      await page.goto('/zh/applications');
      await page.click(`main a:has-text("示例饭店")`);
      return (await page.innerText('main')).includes('请标出安全出口');
    });
    await page.click('main a[href$="/correction"]');
    await look(page, 'correction-390');
    await page.fill('textarea[name=note]', '已标出两个出口。');
    await page.setInputFiles('input[name=floor-plan]', {
      name: '平面图2.png',
      mimeType: 'image/png',
      buffer: buildPng(16, 16),
    });
    await page.click('main form[enctype] button');
    assert.ok(!(await page.innerText('main')).includes('请标出安全出口'), 'nothing is left to do');
  });

  test('the fire check is inspected by two officers and refused with reasons and appeal rights', async () => {
    const officer = await openWorkbench(browser, city, 'longhu-fire-reviewer-1');
    await officer.locator('.row-link').first().click();
    await officer.getByRole('button', { name: /^受理 / }).click();
    await officer.getByText('已办：受理').first().waitFor();
    await officer.getByLabel('记录现场检查').check();
    await officer.getByLabel('同行人员').click();
    await officer.keyboard.press('ArrowDown');
    await officer.keyboard.press('Enter');
    await recordOpinion(officer, '记录现场检查', '疏散通道被占用。', '不符合');
    await recordOpinion(officer, '提出审查意见', '不符合消防安全要求。', '不符合');
    await officer.context().close();
    const approver = await openWorkbench(browser, city, 'longhu-fire-approver');
    await approver.locator('.row-link').first().click();
    await approver.getByLabel('不予许可').check();
    await approver.getByLabel('理由').fill('疏散通道被占用，不符合消防安全要求（消防法第十五条）。');
    await approver.getByRole('button', { name: /^不予许可/ }).click();
    await approver.getByText('已办：不予许可').first().waitFor();
    await screenshot(approver, 'case-refused-1280');
    await approver.context().close();
    const { page } = applicant;
    await eventually(async () => {
      await page.goto('/zh/applications');
      await page.click(`main a:has-text("示例饭店")`);
      return (await page.innerText('main')).includes('疏散通道被占用');
    });
    const status = await page.innerText('main');
    for (const word of ['六十日内', '汕头市龙湖区人民政府', '六个月内', '人民法院'])
      assert.ok(status.includes(word), word);
    await look(page, 'status-refused-390');
    await applicant.context.close();
  });
});

describe('the same in English, in Jinping District, with a licence held', () => {
  test('the guide, the interview and the form speak English, and two services are enough', async () => {
    const { context, page } = await openPortal(browser, city, desktop);
    await page.goto('/en/');
    await page.fill('input[name=q]', 'open a restaurant');
    await page.click('main form[role=search] button');
    await page.click('main a:has-text("Open a restaurant")');
    await look(page, 'guide-en-1280');
    await page.click('main a:has-text("Start")');
    await page.check('input[name=businessLicence][value=held]');
    await page.check('input[name=dining][value=dine-in-small]');
    await page.check('input[name=signboard][value=none]');
    await page.check('input[name=drainage][value=not-sewer]');
    await page.click('main form button');
    const found = await page.innerText('main');
    assert.match(found, /Food operation permit/);
    assert.match(found, /small public gathering place/);
    await page.click('main a[href*="sign-in"]');
    await signInResident(page, 'resident-b');
    await page.check('input[name=alsoApplyFor]');
    await page.click('main form.after button');
    await fillShop(page, 'Example café', '440511001');
    assert.match(await page.innerText('main'), /at most 300|300 m²/, 'the area contradicts the situation');
    await context.close();
  });
});
