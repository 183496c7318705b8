// Owns the whole story of a restaurant in English: five services, one of them on a commitment, one corrected, one
// visited by two organs, one refused, one withdrawn. The applicant's phone has no JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertAccessible, launchBrowser, screenshot } from '#test/kit/browser';
import { startTestCity, type TestCity } from '#test/kit/city';
import { buildPng } from '#test/kit/papers';
import { type Officers, openOffices } from './officers.ts';
import {
  attach,
  laneOf,
  look,
  openPortal,
  type Reader,
  signInResident,
  submit,
  waitFor,
} from './portal-reader.ts';
import { openWorkbench } from './workbench-reader.ts';

let city: TestCity;
let browser: Browser;
let officers: Officers;
let applicant: Reader;

before(async () => {
  city = await startTestCity({ withWorker: true });
  browser = await launchBrowser();
  officers = openOffices(city);
  applicant = await openPortal(browser, city);
});
after(async () => {
  officers.close();
  await browser.close();
  await city.close();
});

const reviewer = 'longhu-market-reviewer';
const inOrder = { conclusion: 'in-order', opinion: '材料齐全，符合法定形式。' };
const granted = { outcome: 'granted', reasons: '' };

const situations = {
  businessLicence: 'not-held',
  dining: 'dine-in-other',
  signboard: 'large',
  drainage: 'sewer',
};

async function fillForm(page: Page): Promise<void> {
  await page.fill('input[name=shopName]', 'Example Noodles');
  await page.check('input[name=operatorKind][value=individual-business]');
  await page.click('main form button');
  await page.selectOption('select[name=premisesStreet]', '440507001');
  await page.fill('input[name=premisesAddress]', 'Example Road 1');
  await page.fill('input[name=floorAreaM2]', '120');
  await page.click('main form button');
  await page.check('input[name=businessItems][value=hot-food]');
  await page.check('input[name=openFlame][value=false]');
  await page.click('main form button');
  await page.fill('input[name=signText]', 'Example Noodles');
  await page.fill('input[name=signPlace]', 'On the roof');
  await page.fill('input[name=signWidthM]', '12');
  await page.fill('input[name=signHeightM]', '3');
  await page.check('input[name=signLit][value=true]');
  await page.click('main form button');
  await page.fill('input[name=dailyDischargeM3]', '3');
  await page.fill('input[name=drainageConnection]', 'The sewer in Example Road');
  await page.check('input[name=greaseTrap][value=true]');
  await page.click('main form button');
  await page.fill('input[name=contactMobile]', '13800000000');
  await page.click('main form button');
}

describe('a restaurant in Longhu District, in English', () => {
  let applicationId = '';

  async function caseOf(serviceKey: string): Promise<string> {
    const id = await officers.findCase(applicationId, serviceKey);
    assert.ok(id !== undefined, serviceKey);
    return id;
  }

  test('is found, asked for once, and sent with a commitment', async () => {
    const { page } = applicant;
    await page.goto('/en/');
    await page.fill('input[name=q]', 'open a restaurant');
    await page.click('main form[role=search] button');
    await page.click('main a:has-text("Open a restaurant")');
    await page.click('main a:has-text("Start")');
    for (const [name, value] of Object.entries(situations))
      await page.check(`input[name=${name}][value=${value}]`);
    await page.click('main form button');
    assert.match(await page.innerText('main'), /You need 5 services, in one application/);
    await page.click('main form.after button, main a[href*="sign-in"]');
    await signInResident(page, 'resident-b');
    await page.click('main form.after button');
    await fillForm(page);
    assert.ok(await page.isChecked('input[name="mode.fire-safety-check"][value=commitment]'));
    await page.click('main form button');
    await attach(page, [
      'premises-document',
      'floor-plan',
      'fire-safety-rules',
      'food-safety-rules',
      'sign-design',
      'sign-structure',
      'drainage-plan',
      'grease-trap',
    ]);
    assert.match(await page.innerText('main'), /Each organ sees only what it needs for its decision/);
    await page.check('input[name="commitment.fire-safety-check"]');
    assert.match(await submit(page), /Your application was submitted/);
    applicationId = /applications\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await page.click('main a:has-text("Follow the application")');
    await waitFor(page, /(Case number[\s\S]*){5}/);
    const food = await laneOf(page, 'Food operation permit (catering)');
    assert.match(food, /[Ww]aiting[\s\S]*Business licence/);
  });

  test('the registration asks once for what is missing, is answered, and granted', async () => {
    const { page } = applicant;
    const licence = await caseOf('business-licence');
    await officers.act(reviewer, licence, 'correction', {
      items: [{ requirementKey: 'premises-document', sentence: '请补充租赁合同的最后一页。' }],
    });
    const asked = await waitFor(page, /请补充租赁合同的最后一页/);
    assert.match(asked, /Waiting for your documents[\s\S]*must be completed. After that the case goes on/);
    await page.click('main a[href$="/correction"]');
    await page.fill('textarea[name=note]', 'The last page is attached.');
    await look(page, 'correction-en-390');
    await attach(page, ['premises-document']);
    // What an applicant does is taken in by the worker, a moment later.
    await waitFor(page, /Business licence \(registering a new business\)\s*Received, being checked/);
    await officers.act(reviewer, licence, 'acceptance');
    await officers.act(reviewer, licence, 'review', inOrder);
    await officers.act('longhu-market-approver', licence, 'decision', granted);
    await waitFor(page, /Food operation permit \(catering\)\s*Received/);
  });

  test('the fire check is granted on the commitment, the sign refused with reasons and appeal rights', async () => {
    const { page } = applicant;
    const fire = await caseOf('fire-safety-check');
    await officers.act('longhu-fire-reviewer-1', fire, 'acceptance');
    await officers.act('longhu-fire-approver', fire, 'decision', granted);
    const sign = await caseOf('outdoor-sign');
    await officers.act('longhu-urban-reviewer', sign, 'acceptance');
    await officers.act('longhu-urban-reviewer', sign, 'review', {
      conclusion: 'not-in-order',
      opinion: '楼顶不得设置。',
    });
    await officers.act('longhu-urban-approver', sign, 'decision', {
      outcome: 'refused',
      reasons: '设置在楼顶，影响市容。',
    });
    await waitFor(page, /Outdoor advertisement or shop sign\s*Refused/);
    const refused = await laneOf(page, 'Outdoor advertisement or shop sign');
    assert.match(
      refused,
      /设置在楼顶[\s\S]*reconsideration[\s\S]*60 days[\s\S]*Longhu District People's Court/,
    );
    const fireLane = await laneOf(page, 'Fire safety check before a public gathering place opens');
    assert.match(
      fireLane,
      /Granted[\s\S]*The organ will verify your commitment\s*By Monday 21 December 2026/,
    );
    await look(page, 'status-refused-en-390');
  });

  test('the drainage permit is withdrawn after the page said what that means', async () => {
    const { page } = applicant;
    await page
      .locator('section.lane', { has: page.getByRole('heading', { name: 'Permit to discharge' }) })
      .getByRole('link', { name: 'Withdraw this case' })
      .click();
    assert.match(await page.innerText('main'), /there will be no decision[\s\S]*Your other cases go on/);
    await page.fill('textarea[name=note]', 'The landlord has one.');
    await page.click('main form button');
    await waitFor(page, /Permit to discharge into the public sewers\s*Withdrawn/);
  });

  test('two organs visit the kitchen on one appointment; the record is by two officers, with a photograph', async () => {
    const { page } = applicant;
    const food = await caseOf('food-operation-permit');
    await officers.act(reviewer, food, 'acceptance');
    const market = await openWorkbench(browser, city, reviewer, 'en');
    await market.goto(`/en/workbench/cases/${food}`);
    await market.getByLabel('Begin a procedure', { exact: true }).check();
    await market.getByLabel('Joint site visit').check();
    await market.getByLabel('When').fill('2026-11-25T09:30');
    await market.getByLabel('Where').fill('Example Road 1');
    await market.getByLabel(/Longhu.*Fire/).check();
    await market.getByLabel('What is looked at').fill('The kitchen and its exits.');
    await market.getByRole('button', { name: /^Begin a procedure/ }).click();
    await market.getByText('Done: Begin a procedure.').first().waitFor();
    const told = await waitFor(page, /The organs will visit the place/);
    assert.match(told, /25 November 2026, 09:30[\s\S]*Example Road 1[\s\S]*All organs come together, once/);
    await look(page, 'status-visit-en-390');
    const fire = await openWorkbench(browser, city, 'longhu-fire-reviewer-1', 'en');
    await fire.getByRole('link', { name: 'My organ' }).click();
    await fire.getByRole('link', { name: /^Joint site visit/ }).click();
    await fire.getByText('The kitchen and its exits.').waitFor();
    await fire.getByText('The organ that asks has shared no documents with yours.').waitFor();
    await screenshot(fire, 'visit-of-another-organ-en-1280');
    await fire.context().close();
    await market.getByRole('link', { name: /^Open and conclude/ }).click();
    await market.getByLabel('Record of the visit').waitFor();
    await market.getByLabel('In order', { exact: true }).check();
    await market.getByLabel('示例审查员甲（龙湖消防）').check();
    await market
      .getByLabel('Photographs (optional)')
      .setInputFiles({ name: 'kitchen.png', mimeType: 'image/png', buffer: buildPng() });
    await market.getByRole('link', { name: 'Photograph of the visit 1 kitchen.png' }).waitFor();
    await market.getByLabel('Record of the visit').fill('The kitchen is as drawn; both exits are free.');
    await assertAccessible(market);
    await market.getByRole('button', { name: /^Conclude/ }).click();
    await market.getByText('Done: Conclude.').first().waitFor();
    await screenshot(market, 'visit-concluded-en-1280');
    await market.goto(`/en/workbench/cases/${food}`);
    const story = market.locator('main');
    await story.getByText('The kitchen is as drawn; both exits are free.').waitFor();
    assert.doesNotMatch(await story.innerText(), /It waits for case/, 'what it waited for is done');
    assert.doesNotMatch(await story.innerText(), /[：；，]/, 'English, its marks too');
    await market.context().close();
  });

  test('the permit is granted, and anyone can verify it in English', async () => {
    const { page, context } = applicant;
    const food = await caseOf('food-operation-permit');
    await officers.act(reviewer, food, 'review', inOrder);
    await officers.act('longhu-market-approver', food, 'decision', granted);
    // The result is made after the decision, by the worker.
    await waitFor(page, /Decided; not everything was granted[\s\S]*View Food Operation Permit/);
    await look(page, 'restaurant-done-en-390');
    await page
      .locator('section.lane', { has: page.getByRole('heading', { name: 'Food operation permit' }) })
      .getByRole('link', { name: /^View/ })
      .click();
    assert.match(await page.innerText('main'), /Example Noodles/);
    await context.close();
    const { rows } = await city.database.migratorPool.query<{ code: string }>(
      'select verification_code as code from licences.licence where source_id = $1',
      [food],
    );
    const passerBy = await openPortal(browser, city);
    await passerBy.page.goto(`/en/verify/${rows[0]?.code ?? ''}`);
    const verified = await passerBy.page.innerText('main');
    assert.match(verified, /Valid[\s\S]*Example Noodles[\s\S]*Longhu District Market Supervision Bureau/);
    await look(passerBy.page, 'restaurant-verified-en-390');
    await passerBy.context.close();
  });
});
