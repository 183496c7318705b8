// Owns the story of a newborn child, from the search to the results, in Chinese and in English: no service of it is a
// licence, and no page speaks of one. On a phone without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '#test/kit/browser';
import { startTestCity, type TestCity } from '#test/kit/city';
import { buildPng } from '#test/kit/papers';
import { type Officers, openOffices } from './officers.ts';
import {
  fillDate,
  laneOf,
  look,
  openPortal,
  type Reader,
  signInResident,
  submit,
  waitFor,
} from './portal-reader.ts';

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

/** Answers the questions of the interview. */
async function answer(page: Page, situations: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, value] of Object.entries(situations)) {
    await page.check(`input[name=${name}][value=${value}]`);
  }
  await page.click('main form button');
  return await page.innerText('main');
}

/** Who the child is, where it was born and to whom. */
async function fillChild(page: Page): Promise<void> {
  await page.fill('input[name=childName]', '示例宝宝');
  await page.check('input[name=childSex][value=female]');
  const ethnicity = page.locator('input[name=childEthnicity]');
  if ((await ethnicity.count()) > 0) await ethnicity.fill('汉族');
  await page.click('main form button');
  await fillDate(page, 'birthDate', { year: '2026', month: '11', day: '20' });
  await page.fill('input[name=birthTime]', '08:30');
  await page.fill('input[name=birthHospital]', '汕头市示例医院');
  await page.click('main form button');
  await page.fill('input[name=motherName]', '示例居民甲');
  await page.fill('input[name=motherIdNumber]', '00000019900101000X');
  await page.click('main form button');
}

async function fillHousehold(page: Page): Promise<void> {
  await page.selectOption('select[name=householdStreet]', '440507001');
  await page.fill('input[name=householdAddress]', '示例路1号101房');
  await page.fill('input[name=householderName]', '示例居民甲');
  await page.click('main form button');
  await page.check('input[name=applicantRelation][value=mother]');
  await page.fill('input[name=contactMobile]', '13800000000');
  await page.click('main form button');
}

/** No service of a newborn is an administrative licence. */
function assertNoLicence(text: string, where: string): void {
  assert.doesNotMatch(text, /许可/, where);
  assert.doesNotMatch(text, /证照在下面/, where);
}

describe('a child is born in Longhu District', () => {
  let applicant: Reader;

  test('the mother finds it in her own words, and sees what is needed and in which order', async () => {
    applicant = await openPortal(browser, city);
    const { page } = applicant;
    await page.goto('/zh/');
    await page.fill('input[name=q]', '给宝宝上户口');
    await page.click('main form[role=search] button');
    await page.click('main a:has-text("新生儿出生")');
    const guide = await page.innerText('main');
    assertNoLicence(guide, 'guide');
    assert.match(guide, /不收费/);
    await look(page, 'newborn-guide-390');
    await page.click('main a:has-text("开始")');
    const result = await answer(page, {
      birthCertificate: 'born-here',
      household: 'not-yet',
      card: 'apply',
      insurance: 'join',
    });
    for (const word of ['您要办4件事', '出生医学证明', '户口登记', '社会保障卡', '医保参保'])
      assert.ok(result.includes(word), word);
    assert.match(result, /等“出生医学证明”办好后再开始/);
    assertNoLicence(result, 'interview');
    await look(page, 'newborn-interview-390');
  });

  test('she signs in, fills one form, attaches what she has, and sends it once', async () => {
    const { page } = applicant;
    await page.click('main form.after button, main a[href*="sign-in"]');
    await signInResident(page, 'resident-a');
    await page.click('main form.after button');
    await fillChild(page);
    await fillHousehold(page);
    const evidence = await page.innerText('main');
    assert.match(evidence, /上传材料/, 'nothing of it may be handled in several ways');
    assertNoLicence(evidence, 'evidence');
    await look(page, 'newborn-evidence-390');
    await page.click('main form[enctype] button');
    const check = await page.innerText('main');
    assert.match(check, /检查您填写的内容/);
    assert.match(check, /示例宝宝[\s\S]*2026年11月20日/);
    assert.doesNotMatch(check, /还没有填好/);
    await look(page, 'newborn-check-390');
    const receipt = await submit(page);
    assert.match(receipt, /示例宝宝/);
    assert.match(receipt, /等“出生医学证明”办好后再开始/);
    assertNoLicence(receipt, 'receipt');
    await look(page, 'newborn-receipt-390');
  });

  test('the hospital’s certificate is done, the household registration begins, and no word is of a licence', async () => {
    const { page } = applicant;
    const applicationId = /applications\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await page.click('main a:has-text("查看办理进度")');
    await waitFor(page, /社会保障卡\s*等待中/);
    const certificate = (await officers.findCase(applicationId, 'birth-certificate')) ?? '';
    await officers.act('longhu-health-reviewer', certificate, 'acceptance');
    await officers.act('longhu-health-approver', certificate, 'decision', {
      outcome: 'granted',
      reasons: '',
    });
    const status = await waitFor(page, /户口登记（出生登记）\s*已收件/);
    assert.match(await laneOf(page, '出生医学证明'), /已办好[\s\S]*查看出生医学证明/);
    // The papers of a decision have titles of their own, by their law.
    assertNoLicence(status, 'status');
    await look(page, 'newborn-status-390');
    await page.click('header a:has-text("通知")');
    const notices = await page.innerText('main');
    assertNoLicence(notices, 'notices');
    assert.doesNotMatch(notices, /，前会|决定期限：。/, 'no day is left out of a sentence');
    await look(page, 'newborn-notices-390');
  });

  test('household, card and insurance follow, and the child’s registration can be verified by anyone', async () => {
    const { page, context } = applicant;
    await page.goto('/zh/applications');
    await page.click('main a[href*="/applications/"]');
    const applicationId = /applications\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await officers.grant(applicationId, 'birth-registration', 'longhu-police');
    await officers.grant(applicationId, 'social-security-card', 'longhu-labour');
    await officers.grant(applicationId, 'resident-medical-insurance', 'longhu-insurance');
    const status = await waitFor(page, /全部办好了/);
    assertNoLicence(status, 'status at the end');
    await look(page, 'newborn-done-390');
    const results = await city.database.migratorPool.query<{ holder: string; code: string }>(
      `select holder_name as holder, verification_code as code from licences.licence
       where kind = 'birth-registration'`,
    );
    assert.equal(results.rows[0]?.holder, '示例宝宝', 'it is the child’s, not the mother’s');
    await context.close();
    const passerBy = await openPortal(browser, city);
    await passerBy.page.goto(`/zh/verify/${results.rows[0]?.code ?? ''}`);
    const verified = await passerBy.page.innerText('main');
    assert.match(verified, /有效/);
    assertNoLicence(verified, 'verification');
    await look(passerBy.page, 'newborn-verified-390');
    await passerBy.context.close();
  });
});

describe('the same in English, with a certificate of a hospital elsewhere', () => {
  test('from the search to the result', async () => {
    const { context, page } = await openPortal(browser, city);
    await page.goto('/en/');
    await page.fill('input[name=q]', 'register my baby');
    await page.click('main form[role=search] button');
    await page.click('main a:has-text("A child is born")');
    await look(page, 'newborn-guide-en-390');
    await page.click('main a:has-text("Start")');
    const result = await answer(page, {
      birthCertificate: 'born-elsewhere',
      household: 'not-yet',
      card: 'later',
      insurance: 'later',
    });
    assert.match(result, /You need 1 service/);
    assert.match(result, /obtain the certificate from the hospital of birth/);
    await page.click('main form.after button, main a[href*="sign-in"]');
    await signInResident(page, 'resident-b');
    await page.click('main form.after button');
    await fillChild(page);
    await fillHousehold(page);
    await page.click('main form[enctype] button');
    assert.match(await page.innerText('.errors'), /Please attach: /, 'the certificate is needed');
    await page.setInputFiles('input[name=birth-certificate-held]', {
      name: 'certificate.png',
      mimeType: 'image/png',
      buffer: buildPng(),
    });
    await page.click('main form[enctype] button');
    assert.match(await page.innerText('main'), /Check your answers/);
    await look(page, 'newborn-check-en-390');
    const receipt = await submit(page);
    assert.match(receipt, /Your application was submitted/);
    assert.doesNotMatch(receipt, /licence/i);
    await page.click('main a:has-text("Follow the application")');
    const status = await waitFor(page, /Case number/);
    assert.match(status, /Received, being checked/);
    assert.doesNotMatch(status, /licen[cs]e/i);
    await look(page, 'newborn-status-en-390');
    const applicationId = /applications\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await officers.grant(applicationId, 'birth-registration', 'longhu-police');
    // The result is made after the decision, by the worker.
    const done = await waitFor(page, /Everything is done[\s\S]*View Registration of the Birth/);
    assert.doesNotMatch(done, /licen[cs]e/i);
    await look(page, 'newborn-done-en-390');
    await page.click('main section.lane a:has-text("View")');
    assert.match(await page.innerText('main'), /示例宝宝/, 'the child’s name, as it was entered');
    await look(page, 'newborn-result-en-390');
    await context.close();
  });
});
