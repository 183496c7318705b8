import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { buildApplication } from '#modules/cases';
import { buildOfficer, fixturePassword } from '#modules/identity';
import { findOrganByKey } from '#modules/organs';
import { inTransaction } from '#platform/database';
import { demonstrationPassword, startTestCity, type TestCity } from '#test/kit/city';
import { findResident } from '#test/kit/people';
import { requestAs } from '#test/kit/requests';
import {
  assertAccessible,
  closeVisit,
  launchBrowser,
  openVisit,
  takePicture,
  type Visit,
} from './workbench-browser.ts';

const reviewer = '示例审查员（龙湖市场监管）';
const approver = '示例审批员（龙湖市场监管）';

describe('Whose work it is, in the workbench, on the real server', () => {
  let city: TestCity;
  let browser: Browser;
  let colleagueLogin = '';

  before(async () => {
    city = await startTestCity();
    browser = await launchBrowser();
    const resident = await findResident(city, 'resident-a');
    for (let count = 0; count < 2; count += 1)
      await buildApplication(requestAs(city.database, resident, { now: city.clock.now }));
    await city.app.workUntilDone();
    const migrator = { kind: 'system', name: 'test' } as const;
    await inTransaction<object, void>(
      city.database.migratorPool,
      migrator,
      { readOnly: false },
      async (db) => {
        const organ = await findOrganByKey(db, 'longhu-market-supervision');
        assert.ok(organ !== undefined);
        const built = await buildOfficer(db, {
          displayName: '示例同事',
          posts: [{ organ, role: 'reviewer' }],
        });
        colleagueLogin = built.loginName;
      },
    );
  });
  after(async () => {
    await browser.close();
    await city.close();
  });

  async function asOfficer(
    loginName: string,
    path: string,
    work: (page: Page) => Promise<void>,
    width = 1280,
  ): Promise<void> {
    const visit: Visit = await openVisit(browser, { width, height: width < 500 ? 844 : 800 });
    const { page } = visit;
    await page.goto(`${city.url}/${path}`);
    await page.getByLabel(/登录名|Login name/).fill(loginName);
    const password = loginName === colleagueLogin ? fixturePassword : demonstrationPassword;
    await page.getByLabel(/密码|Password/).fill(password);
    await page.keyboard.press('Enter');
    await work(page);
    await closeVisit(visit);
  }

  async function assertFits(page: Page): Promise<void> {
    const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    assert.equal(await page.evaluate(beyond), 0);
  }

  test('a task is claimed by keys alone, after a dry run, and is then shown as theirs', async () => {
    await asOfficer('longhu-market-reviewer', 'zh/workbench', async (page) => {
      await page.locator('.records tbody tr').nth(1).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('g');
      await page.getByRole('button', { name: '认领 1 件' }).waitFor();
      await assertAccessible(page);
      await takePicture(page, 'assignment-claim');
      await page.getByRole('button', { name: '认领 1 件' }).press('Enter');
      await page.getByText('认领：已办 1 件，未办 0 件。').first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('cell', { name: '我', exact: true }).waitFor();
      await page.getByLabel('办理人').selectOption('mine');
      await page.getByText('共 1 件').first().waitFor();
      await assertAccessible(page);
      await takePicture(page, 'inbox-mine');
    });
  });

  test('a colleague sees who has it and takes it over on the page of the case, with a reason', async () => {
    await asOfficer(colleagueLogin, 'zh/workbench', async (page) => {
      const row = page.locator('.records tbody tr', { hasText: reviewer });
      await row.waitFor();
      await takePicture(page, 'inbox-holders');
      await row.getByRole('link').first().click();
      await page.getByRole('button', { name: '变更办理人：受理' }).click();
      await page.getByRole('button', { name: '接办 1 件' }).click();
      await page.getByText('请写明理由或要求。').waitFor();
      await page.getByLabel('理由或要求').fill('对方今天外出。');
      await assertAccessible(page);
      await takePicture(page, 'assignment-take-over');
      await page.getByRole('button', { name: '接办 1 件' }).click();
      await page.getByText('接办：已办 1 件，未办 0 件。').first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('留言：对方今天外出。').waitFor();
      await assertAccessible(page);
      await takePicture(page, 'case-holder');
    });
  });

  test('the head records an absence, and the substitute finds the posts at once', async () => {
    await asOfficer('longhu-market-head', 'zh/workbench/absences', async (page) => {
      await page.getByRole('button', { name: '登记', exact: true }).click();
      await page.getByText('请填写这一项。').first().waitFor();
      const person = page.getByLabel('不在岗人员');
      const option = await person.locator('option', { hasText: approver }).getAttribute('value');
      await person.selectOption(option ?? '');
      await page.getByLabel('代理人').selectOption({ label: '示例同事' });
      await page.getByLabel('第一天').fill('2026-11-23');
      await page.getByLabel('最后一天').fill('2026-11-25');
      await page.getByRole('button', { name: '登记', exact: true }).click();
      await page.getByText(`已登记：${approver}由示例同事代理。`).first().waitFor();
      await assertAccessible(page);
      await takePicture(page, 'absences');
    });
    const onPhone = async (page: Page) => {
      await page.getByText('In force').waitFor();
      await assertFits(page);
      await assertAccessible(page);
      await takePicture(page, 'absences-phone-en');
    };
    await asOfficer(colleagueLogin, 'en/workbench/absences', onPhone, 390);
  });

  test('whoever leaves hands over what is open, as it was looked at', async () => {
    await asOfficer('longhu-market-head', 'zh/workbench/absences', async (page) => {
      const person = page.getByLabel('离岗人员');
      const option = await person.locator('option', { hasText: '示例同事' }).getAttribute('value');
      await person.selectOption(option ?? '');
      await page.getByLabel('“受理”的接手人').selectOption({ label: reviewer });
      await page.getByText('以下代理同时结束').waitFor();
      await page.getByLabel('理由').fill('调往其他单位。');
      await assertAccessible(page);
      await takePicture(page, 'departure');
      await page.getByRole('button', { name: '终止岗位并交接 1 件' }).click();
      await page.getByText('已交接 1 件，岗位已终止。').first().waitFor();
      await page.getByText('现在没有代理。').waitFor();
    });
    const { rows } = await city.database.migratorPool.query(
      `select officer.display_name as name from work.task join identity.officer on officer.id = task.assignee_id
       where task.ended_at is null`,
    );
    assert.deepEqual(rows, [{ name: reviewer }]);
  });

  test('on a phone the inbox says whose a task is, and nothing is cut off', async () => {
    const onPhone = async (page: Page) => {
      await page.locator('.records').getByText('Unclaimed').first().waitFor();
      await assertFits(page);
      await assertAccessible(page);
      await takePicture(page, 'inbox-holders-phone-en');
    };
    await asOfficer('longhu-market-reviewer', 'en/workbench', onPhone, 390);
  });
});
