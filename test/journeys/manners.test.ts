// Owns the story of what applicants choose and do themselves: a commitment, documents that come later, a withdrawal,
// a case that stopped; on a phone without JavaScript. The officers act over the API.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '#test/kit/browser';
import { startTestCity, type TestCity } from '#test/kit/city';
import { type Officers, openOffices } from './officers.ts';
import {
  attach,
  desktop,
  eventually,
  laneOf,
  look,
  openPortal,
  phone,
  type Reader,
  signInResident,
  submit,
  waitFor,
} from './portal-reader.ts';

let city: TestCity;
let browser: Browser;
let officers: Officers;
let applicant: Reader;

before(async () => {
  city = await startTestCity({ withWorker: true });
  browser = await launchBrowser();
  officers = openOffices(city);
  applicant = await openPortal(browser, city);
  await applicant.page.goto('/zh/sign-in');
  await signInResident(applicant.page, 'resident-a');
});
after(async () => {
  officers.close();
  await browser.close();
  await city.close();
});

const reviewer = 'longhu-market-reviewer';
const approver = 'longhu-market-approver';
const inOrder = { conclusion: 'in-order', opinion: '材料齐全，符合法定形式。' };
const granted = { outcome: 'granted', reasons: '' };

/** Answers the interview and fills in the form, up to the choice of the manner. */
async function beginRestaurant(page: Page, shopName: string): Promise<void> {
  const situations = 'businessLicence=not-held&dining=dine-in-other&signboard=none&drainage=not-sewer';
  await page.goto(`/zh/life-events/open-restaurant/start?${situations}`);
  await page.click('main form.after button');
  await page.fill('input[name=shopName]', shopName);
  await page.check('input[name=operatorKind][value=individual-business]');
  await page.click('main form button');
  await page.selectOption('select[name=premisesStreet]', '440507001');
  await page.fill('input[name=premisesAddress]', '示例路1号');
  await page.fill('input[name=floorAreaM2]', '120');
  await page.click('main form button');
  await page.check('input[name=businessItems][value=hot-food]');
  await page.check('input[name=openFlame][value=true]');
  await page.click('main form button');
  await page.fill('input[name=contactMobile]', '13800000000');
  await page.click('main form button');
}

/** Follows the receipt to the application's page, and answers with its id. */
async function follow(page: Page): Promise<string> {
  const id = /applications\/([0-9a-f-]{36})/.exec(page.url())?.[1];
  assert.ok(id !== undefined, page.url());
  await page.click('main a:has-text("查看办理进度")');
  await waitFor(page, /办件编号[\s\S]*办件编号[\s\S]*办件编号/);
  return id;
}

async function caseOf(applicationId: string, serviceKey: string): Promise<string> {
  const id = await officers.findCase(applicationId, serviceKey);
  assert.ok(id !== undefined, serviceKey);
  return id;
}

describe('a restaurant whose fire check is on a commitment, with a document that comes later', () => {
  let applicationId = '';

  test('the commitment is proposed, with what it means; its words are accepted by a tick of their own', async () => {
    const { page } = applicant;
    await beginRestaurant(page, '示例面馆');
    const manner = await page.innerText('main');
    for (const word of ['告知承诺（先办后查）', '不用等现场检查', '20个工作日内', '三万元以上三十万元以下'])
      assert.ok(manner.includes(word), word);
    assert.match(manner, /部门受理后10个工作日内先到现场检查/, 'what the other way means');
    assert.ok(await page.isChecked('input[value=commitment]'), 'as the law puts it first');
    await look(page, 'manner-390');
    await page.click('main form button');

    const evidence = await page.innerText('main');
    assert.match(evidence, /现在没有，我承诺在受理后10个工作日内补交/);
    assert.match(evidence, /本人承诺：主要材料齐全、真实/, 'what is undertaken, in full');
    assert.equal(await page.locator('input[name^="later."]').count(), 1, 'only what the service allows');
    await page.check('input[name="later.food-safety-rules"]');
    await look(page, 'evidence-later-390');
    await attach(page, ['premises-document', 'floor-plan', 'fire-safety-rules']);

    const check = await page.innerText('main');
    assert.match(check, /以后补交：受理后10个工作日内/);
    assert.match(check, /办理方式[\s\S]*告知承诺/);
    await page.check('input[name=declaration]');
    await page.click('main form:has(input[name=declaration]) button');
    assert.match(await page.innerText('.errors'), /请阅读告知承诺书并勾选同意/);
    assert.ok(await page.isChecked('input[name=declaration]'), 'what was ticked stays ticked');
    await look(page, 'check-commitment-390');
    await page.check('input[name="commitment.fire-safety-check"]');
    await submit(page);
    applicationId = await follow(page);
    const lane = await laneOf(page, '消防安全检查');
    assert.match(lane, /告知承诺[\s\S]*您在2026年11月23日/);
  });

  test('it is granted without an inspection, and the applicant is told that it will be verified, and by when', async () => {
    const { page } = applicant;
    const fire = await caseOf(applicationId, 'fire-safety-check');
    await officers.act('longhu-fire-reviewer-1', fire, 'acceptance');
    await officers.act('longhu-fire-approver', fire, 'decision', granted);
    await waitFor(page, /部门要核查您的承诺/);
    const lane = await laneOf(page, '消防安全检查');
    assert.match(lane, /已办好/);
    assert.match(lane, /部门要核查您的承诺[\s\S]*最晚2026年12月21日（星期一）。请保持符合承诺的条件/);
    assert.doesNotMatch(lane, /撤回这个办件/, 'what has ended can’t be withdrawn');
  });

  test('the document that comes later is asked for with its day, supplied, and the case goes on', async () => {
    const { page } = applicant;
    const licence = await caseOf(applicationId, 'business-licence');
    await officers.act(reviewer, licence, 'acceptance');
    await officers.act(reviewer, licence, 'review', inOrder);
    await officers.act(approver, licence, 'decision', granted);
    const food = await caseOf(applicationId, 'food-operation-permit');
    await waitFor(page, /食品经营许可（餐饮服务）\s*已收件/);
    await officers.act(reviewer, food, 'acceptance');
    const asked = await waitFor(page, /等您补交材料/);
    assert.match(asked, /容缺受理/);
    assert.match(asked, /食品安全管理制度[\s\S]*最晚2026年12月7日（星期一）/);
    await look(page, 'status-supply-390');
    await page.goto('/zh/applications');
    assert.match(await page.innerText('main'), /等您补交材料/, 'the list says so as well');
    await page.goto(`/zh/applications/${applicationId}`);
    await page.click('main a:has-text("现在补交")');
    await page.click('main form[enctype] button');
    assert.match(await page.innerText('.errors'), /请上传每一项需要补交的材料/);
    await look(page, 'supply-390');
    await attach(page, ['food-safety-rules']);
    await waitFor(page, /容缺材料补交：已补交/);
    assert.doesNotMatch(await page.innerText('main'), /等您补交材料/);
    await page.setViewportSize(desktop);
    await look(page, 'status-commitment-1280');
    await page.setViewportSize(phone);
  });

  test('a special procedure is told, with what it stops and until when', async () => {
    const { page } = applicant;
    const food = await caseOf(applicationId, 'food-operation-permit');
    await officers.act(reviewer, food, 'procedures', {
      kind: 'special',
      ground: 'testing',
      request: '对食品接触面取样检测。',
      dueOn: '2026-12-04',
    });
    const stopped = await waitFor(page, /检测：停止计算期限/);
    assert.match(stopped, /到2026年12月4日（星期五），这段时间不算在部门的期限里/);
    assert.match(stopped, /现在停止计算期限 · 最晚/);
    await look(page, 'status-special-390');
  });
});

describe('a case that is withdrawn, and what waited for it', () => {
  let applicationId = '';

  test('one case is withdrawn, after the page said what that means; the others go on', async () => {
    const { page } = applicant;
    await beginRestaurant(page, '示例茶餐厅');
    await page.click('main form button');
    await attach(page, ['premises-document', 'floor-plan', 'food-safety-rules', 'fire-safety-rules']);
    await page.check('input[name="commitment.fire-safety-check"]');
    await submit(page);
    applicationId = await follow(page);
    await page
      .locator('section.lane', { has: page.getByRole('heading', { name: '市场主体设立登记' }) })
      .getByRole('link', { name: '撤回这个办件' })
      .click();
    const meaning = await page.innerText('main');
    assert.match(meaning, /“食品经营许可（餐饮服务）”在等它的结果，也会停下来/);
    assert.match(meaning, /其他办件照常办理/);
    await look(page, 'withdrawal-390');
    await page.fill('textarea[name=note]', '名称要改。');
    await page.click('main form button');
    const told = await waitFor(page, /已撤回/);
    assert.match(told, /申请人撤回[\s\S]*名称要改。/);
    const fire = await caseOf(applicationId, 'fire-safety-check');
    await officers.act('longhu-fire-reviewer-1', fire, 'acceptance');
  });

  test('what waited for it stops, and goes on with a licence that the applicant holds', async () => {
    const { page } = applicant;
    await waitFor(page, /停下了，等您选择/);
    await look(page, 'status-stopped-390');
    await page.click('main a:has-text("现在选择")');
    await page.fill('input[name=licenceNumber]', 'ZZ26-0000-00000');
    await page.click('main form button');
    assert.match(await page.innerText('.errors'), /没有找到这个编号的有效证照/);
    assert.equal(await page.inputValue('input[name=licenceNumber]'), 'ZZ26-0000-00000');
    await look(page, 'choice-390');
    const choice = page.url();
    await page.goto('/zh/licences');
    await page.click('main a:has-text("营业执照")');
    const number = /licences\/([^/?]+)/.exec(page.url())?.[1] ?? '';
    await page.goto(choice);
    await page.fill('input[name=licenceNumber]', decodeURIComponent(number).toLowerCase());
    await page.click('main form button');
    await waitFor(page, /食品经营许可（餐饮服务）\s*已收件/);
    assert.match(await page.innerText('main'), /申请人提供已有结果，继续办理/);
    await page.goto(choice);
    assert.match(page.url(), /applications\/[0-9a-f-]{36}$/, 'nothing is left to choose');
  });

  test('everything that is still open is withdrawn in one go, and the page says that it was', async () => {
    const { page } = applicant;
    await page.click('main a:has-text("撤回全部没有办结的办件")');
    const meaning = await page.innerText('main');
    assert.match(meaning, /消防安全检查[\s\S]*食品经营许可（餐饮服务）/);
    await look(page, 'withdrawal-all-390');
    await page.click('main form button');
    const told = await waitFor(page, /^[\s\S]*已经撤回[\s\S]*需要时可以重新申请/);
    assert.equal(told.match(/申请人撤回/g)?.length, 3);
    await look(page, 'status-withdrawn-390');
    await eventually(async () => {
      await page.goto('/zh/notices');
      return ((await page.innerText('main')).match(/您的办件已撤回/g)?.length ?? 0) === 3;
    });
    await page.goto(`/zh/applications/${applicationId}/withdrawal`);
    assert.match(page.url(), new RegExp(`${applicationId}$`), 'nothing is left to withdraw');
  });
});
