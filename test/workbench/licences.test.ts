import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { legalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import {
  type BuiltOfficer,
  buildOfficer,
  buildResident,
  exampleIdNumber,
  fixturePassword,
} from '#modules/identity';
import { buildLicence } from '#modules/licences';
import { findOrganByKey, type Organ } from '#modules/organs';
import { createVault } from '#platform/crypto';
import { type AnyDb, inTransaction } from '#platform/database';
import { startTestCity, type TestCity } from '#test/kit/city';
import {
  assertAccessible,
  closeVisit,
  launchBrowser,
  openVisit,
  takePicture,
  type Visit,
} from './workbench-browser.ts';

interface People {
  readonly organ: Organ;
  readonly holderId: Id;
  readonly approver: BuiltOfficer;
  readonly clerk: BuiltOfficer;
}

async function buildPeople(city: TestCity): Promise<People> {
  const vault = createVault(city.database.secrets.keys);
  const build = async (db: AnyDb): Promise<People> => {
    const organ = await findOrganByKey(db, 'longhu-market-supervision');
    assert.ok(organ !== undefined);
    const officer = (displayName: string, role: 'approver' | 'window-clerk') =>
      buildOfficer(db, { displayName, posts: [{ organ, role }] });
    return {
      organ,
      holderId: (await buildResident(db, vault)).actor.id,
      approver: await officer('示例审批员', 'approver'),
      clerk: await officer('示例窗口员', 'window-clerk'),
    };
  };
  const actor = { kind: 'system', name: 'test' } as const;
  return await inTransaction<object, People>(city.database.migratorPool, actor, { readOnly: false }, build);
}

async function signIn(page: Page, officer: BuiltOfficer): Promise<void> {
  await page.getByLabel(/登录名|Login name/).fill(officer.loginName);
  await page.getByLabel(/密码|Password/).fill(fixturePassword);
  await page.keyboard.press('Enter');
}

describe('Licences in the workbench, on the real server', () => {
  let city: TestCity;
  let people: People;
  let browser: Browser;
  let visit: Visit;
  let page: Page;
  let licenceId: Id;

  before(async () => {
    city = await startTestCity();
    people = await buildPeople(city);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await city.close();
  });
  beforeEach(async () => {
    const { organ, holderId } = people;
    licenceId = await buildLicence(city.database.pools, {
      organ,
      holderId,
      issuedOn: legalDay('2022-01-10'),
    });
    visit = await openVisit(browser);
    page = visit.page;
  });
  afterEach(() => closeVisit(visit));

  async function open(path: string, officer: BuiltOfficer): Promise<void> {
    await page.goto(`${city.url}/zh/workbench/${path}`);
    await signIn(page, officer);
  }

  test('are found by what they state, narrowed by state, and opened by the keyboard', async () => {
    await open('licences', people.approver);
    await page.locator('.records tbody tr').first().waitFor();
    await assertAccessible(page);
    await page.getByLabel('编号、持证人或者证照上的内容').fill('示例路1号');
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=/);
    await page.locator('.records tbody tr').first().waitFor();
    await takePicture(page, 'licences');
    await page.getByRole('link', { name: '已吊销' }).click();
    await page.getByText('没有这样的证照。').waitFor();
    await assertAccessible(page);
    await page.getByRole('link', { name: '全部', exact: true }).click();
    await page.locator('.records tbody tr').first().waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /食品经营许可证/ }).waitFor();
  });

  test('are suspended only with ground, article, reasons and confirmation, and anyone sees it at once', async () => {
    await open(`licences/${licenceId}`, people.approver);
    await page.getByRole('radio', { name: '暂扣', exact: true }).check();
    await page.getByRole('button', { name: /^暂扣/ }).click();
    await page.getByText('请选择依据的情形。').waitFor();
    await assertAccessible(page);
    await page.getByRole('radio', { name: '行政处罚：暂扣许可证件' }).check();
    await page.getByText('（三）暂扣许可证件、降低资质等级、吊销许可证件；').waitFor();
    await page.getByLabel('具体法律的条款').fill('《食品安全法》第一百二十六条第一款');
    await page.getByLabel('事实和理由').fill('经营场所的卫生条件不再符合要求。');
    await page.getByLabel('暂扣的最后一天').fill('2026-12-22');
    await takePicture(page, 'licence-suspend');
    await page.getByRole('button', { name: /^暂扣/ }).click();
    await page.getByText('全部确认后才能办理。').waitFor();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: /^暂扣/ }).click();
    await page.getByText('已办：暂扣。').first().waitFor();
    assert.match(await page.locator('.page-top .mark').innerText(), /已暂扣/);
    assert.match(
      await page.locator('.story').innerText(),
      /示例审批员：暂扣，自2026年11月23日起，至2026年12月22日止/,
    );
    await assertAccessible(page);
    await takePicture(page, 'licence-suspended');
    const address = await page.getByRole('link', { name: '公开核验页面' }).getAttribute('href');
    const verified = await fetch(`${city.url}${address}`);
    assert.match(await verified.text(), /这份证照已被暂扣，现在不能使用/);
  });

  test('say to whoever acts on an old page that they have changed, and keep what was typed', async () => {
    await open(`licences/${licenceId}`, people.approver);
    await page.getByRole('radio', { name: '登记延续申请' }).check();
    await city.database.migratorPool.query(
      'update licences.licence set revision = revision + 1 where id = $1',
      [licenceId],
    );
    await page.getByRole('button', { name: /^登记延续申请/ }).click();
    await page.getByText('这份证照有变化，没有执行').first().waitFor();
    await assertAccessible(page);
    await page.getByRole('button', { name: /^登记延续申请/ }).click();
    await page.getByText('已办：登记延续申请。').first().waitFor();
    await page.getByText('请在有效期届满').waitFor();
    await page.getByRole('radio', { name: '决定是否延续' }).check();
    await page.getByRole('radio', { name: '准予延续', exact: true }).check();
    await page.getByRole('button', { name: /^决定是否延续/ }).click();
    await page.getByText('2032年1月10日').first().waitFor();
  });

  test('on paper are tried line by line, entered by the window and approved by somebody else', async () => {
    await open('licence-imports', people.clerk);
    await page.getByText('还没有补录。').waitFor();
    await assertAccessible(page);
    const headings = '证照种类,证照编号,持证人,持证人证件号,发证日期,有效期至,档案出处,经营场所';
    const line = (number: string, origin: string) =>
      `food-operation-permit,${number},示例饭店,${exampleIdNumber()},2022-03-05,2027-03-04,${origin},旧街1号`;
    const choose = (lines: readonly string[]) =>
      page.getByLabel('CSV文件').setInputFiles({
        name: '旧证.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from([headings, ...lines].join('\r\n')),
      });
    await choose([line('PAPER-0001', '2022年第3卷'), line('PAPER-0002', '')]);
    await page.getByRole('button', { name: '试运行' }).click();
    await page.getByText('1行有错误，共2行').first().waitFor();
    await page.getByText('没有写明档案出处。').waitFor();
    assert.equal(await page.getByRole('button', { name: '提交核对' }).count(), 0);
    await assertAccessible(page);
    await takePicture(page, 'licence-import-faults');
    await choose([line('PAPER-0001', '2022年第3卷'), line('PAPER-0002', '2022年第4卷')]);
    await page.getByRole('button', { name: '试运行' }).click();
    await page.getByText('2行都没有错误').first().waitFor();
    await page.getByRole('button', { name: '提交核对' }).click();
    await page.getByText('等待另一名同事核对').first().waitFor();
    await page.getByRole('link', { name: '旧证.csv' }).click();
    await page.getByText('PAPER-0002').waitFor();
    assert.equal(await page.getByText('对照原件核对').count(), 0, 'nobody checks their own');

    const other = await openVisit(browser);
    await other.page.goto(page.url());
    await signIn(other.page, people.approver);
    await other.page.getByRole('heading', { name: '对照原件核对' }).waitFor();
    await assertAccessible(other.page);
    await takePicture(other.page, 'licence-import-check');
    await other.page.getByRole('radio', { name: '同意入库' }).check();
    await other.page.getByRole('button', { name: '同意入库' }).click();
    await other.page.getByText('已入库').first().waitFor();
    await other.page.goto(`${city.url}/zh/workbench/licences?text=PAPER-0001`);
    await other.page.locator('.row-link').click();
    await other.page.getByText('持证人没有在本平台登录，须书面告知。').waitFor();
    await closeVisit(other);
  });

  test('fit a narrow screen and speak English', async () => {
    const narrow = await openVisit(browser, { width: 390, height: 844 });
    await narrow.page.goto(`${city.url}/en/workbench/licences/${licenceId}`);
    await signIn(narrow.page, people.approver);
    await narrow.page.getByRole('radio', { name: 'Revoke', exact: true }).check();
    await narrow.page
      .getByRole('radio', { name: 'Obtained by fraud or bribery: it must be revoked' })
      .check();
    const root = 'document.documentElement';
    assert.equal(await narrow.page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`), 0);
    await assertAccessible(narrow.page);
    await takePicture(narrow.page, 'licence-390');
    await narrow.page.goto(`${city.url}/en/workbench/licences`);
    await narrow.page.locator('.records tbody tr').first().waitFor();
    await takePicture(narrow.page, 'licences-390');
    await closeVisit(narrow);
  });
});
