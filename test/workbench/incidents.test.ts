import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { type Id, newId } from '#kernel/ids';
import { buildApplication } from '#modules/cases';
import { roleName } from '#platform/database';
import { openOffices } from '#test/journeys/officers';
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

const office = 'longhu-market';
/** Longer than the longest wait between two attempts. */
const beyondAnyRetryMs = 1_801_000;
const attempts = 6;

describe('Failures of processes in the workbench, on the real server', () => {
  let city: TestCity;
  let browser: Browser;
  let visit: Visit;
  let page: Page;

  before(async () => {
    city = await startTestCity();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await city.close();
  });
  beforeEach(async () => {
    visit = await openVisit(browser);
    page = visit.page;
  });
  afterEach(() => closeVisit(visit));

  /** Whether the platform may write licences: without it the service that issues them fails, as a real one would. */
  async function letLicencesBeWritten(allowed: boolean): Promise<void> {
    const worker = pg.escapeIdentifier(roleName(city.database.rolePrefix, 'worker_extranet'));
    await city.database.migratorPool.query(
      `${allowed ? 'grant' : 'revoke'} insert on licences.licence ${allowed ? 'to' : 'from'} ${worker}`,
    );
  }

  /** A business licence that was granted and can't be issued, tried until nobody tries it any more. */
  async function makeUnissuedCase(): Promise<{ readonly id: Id; readonly number: string }> {
    const resident = await findResident(city, 'resident-a');
    const request = requestAs(city.database, resident, { now: city.clock.now });
    const applicationId = await buildApplication(request);
    await city.app.workUntilDone();
    await letLicencesBeWritten(false);
    const offices = openOffices(city);
    try {
      const caseId = (await offices.findCase(applicationId, 'business-licence')) ?? '';
      await offices.act(`${office}-reviewer`, caseId, 'acceptance');
      await offices.act(`${office}-reviewer`, caseId, 'review', {
        conclusion: 'in-order',
        opinion: '材料齐全，符合规定。',
      });
      await offices.act(`${office}-approver`, caseId, 'decision', { outcome: 'granted', reasons: '' });
    } finally {
      offices.close();
    }
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      await assert.rejects(city.app.workUntilDone(), /permission denied/);
      city.clock.now = new Date(city.clock.now.getTime() + beyondAnyRetryMs);
    }
    const { rows } = await city.database.migratorPool.query<{ id: Id; number: string }>(
      `select id, number from cases.case where application_id = $1 and service_key = 'business-licence'`,
      [applicationId],
    );
    assert.ok(rows[0] !== undefined);
    return rows[0];
  }

  async function endOf(caseId: Id): Promise<{ isClosed: boolean; hasLicence: boolean } | undefined> {
    const { rows } = await city.database.migratorPool.query<{ isClosed: boolean; hasLicence: boolean }>(
      `select closed_at is not null as "isClosed", licence_id is not null as "hasLicence"
       from cases.case where id = $1 and status = 'granted'`,
      [caseId],
    );
    return rows[0];
  }

  /** A signal that could not be given to a process: nothing that the law requires. */
  async function makeSkippable(caseId: Id): Promise<Id> {
    const id = newId(city.clock.now);
    await city.database.migratorPool.query(
      `insert into work.service_job (id, instance_id, element, topic, kind, process_key, subject_kind, subject_id,
         organ_id, requested_at, status, next_attempt_at, incident_since, attempts, last_error_code)
       select $1, id, 'review', 'example-signal', 'delivery', 'licence-case', subject_kind, subject_id, organ_id, $2,
         'incident', $2, $2, 6, 'unavailable/process-fault no-flow-chosen'
       from work.process_instance where subject_id = $3`,
      [id, city.clock.now, caseId],
    );
    return id;
  }

  async function open(path: string, loginName = 'system-administrator'): Promise<void> {
    await page.goto(`${city.url}/${path}`);
    await page.getByLabel(/登录名|Login name/).fill(loginName);
    await page.getByLabel(/密码|Password/).fill(demonstrationPassword);
    await page.keyboard.press('Enter');
  }

  test('show nothing where nothing failed, and say what would be here', async () => {
    await open('zh/workbench');
    await page.getByRole('link', { name: '流程故障' }).click();
    await page.getByText('现在没有流程故障。').waitFor();
    await assertAccessible(page);
    await takePicture(page, 'incidents-empty');
  });

  test('are seen, not skipped where the law requires the step, and tried again, and the case goes on', async () => {
    const unissued = await makeUnissuedCase();
    await open('zh/workbench/incidents');
    const row = page.locator('.records tbody tr');
    await row.first().waitFor();
    const seen = await row.innerText();
    assert.match(seen, /制证/);
    assert.match(seen, /行政许可办件/);
    assert.ok(seen.includes(unissued.number), seen);
    assert.match(seen, /已试 6 次/);
    assert.match(seen, /数据库没有接受这一步：error 42501。/);
    assert.doesNotMatch(seen, /示例居民|示例饭店/, 'nothing of the case but its number');
    await page.getByText('不能跳过', { exact: true }).click();
    await page.getByText('行政许可法第四十四条').waitFor();
    assert.equal(await page.getByRole('button', { name: /^跳过/ }).count(), 0);
    await assertAccessible(page);
    await takePicture(page, 'incidents');

    await letLicencesBeWritten(true);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByText('已交给系统重试：制证。').first().waitFor();
    await page.getByText('现在没有流程故障。').waitFor();
    assert.match(await page.evaluate('document.activeElement?.textContent ?? ""'), /已交给系统重试/);
    await assertAccessible(page);
    assert.deepEqual(await endOf(unissued.id), { isClosed: false, hasLicence: false });
    await city.app.workUntilDone();
    assert.deepEqual(await endOf(unissued.id), { isClosed: true, hasLicence: true });
  });

  test('are skipped with a reason where nothing requires them, in English and on a phone', async () => {
    const { rows } = await city.database.migratorPool.query<{ id: Id }>('select id from cases.case limit 1');
    const jobId = await makeSkippable(rows[0]?.id ?? '');
    await page.setViewportSize({ width: 390, height: 844 });
    await open('en/workbench/incidents');
    await page.getByText('The process definition has a fault: no-flow-chosen.').waitFor();
    await assertAccessible(page);
    await takePicture(page, 'incidents-phone-en');
    assert.equal(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      0,
    );
    await page.getByRole('button', { name: /^Skip/ }).click();
    await page.getByRole('button', { name: 'Skip it and go on' }).click();
    await page.getByText('Enter a reason.').waitFor();
    await page.getByLabel('Reason').fill('The signal is of no use any more.');
    await assertAccessible(page);
    await takePicture(page, 'incidents-skip-phone-en');
    await page.getByRole('button', { name: 'Skip it and go on' }).click();
    await page.getByText('No process has failed.').waitFor();
    await city.app.workUntilDone();
    const kept = await city.database.migratorPool.query<{ status: string; skip_reason: string }>(
      'select status, skip_reason from work.service_job where id = $1',
      [jobId],
    );
    assert.deepEqual(kept.rows, [{ status: 'skipped', skip_reason: 'The signal is of no use any more.' }]);
  });

  test('that somebody else dealt with meanwhile, and an answer that does not come, are told', async () => {
    const { rows } = await city.database.migratorPool.query<{ id: Id }>('select id from cases.case limit 1');
    const jobId = await makeSkippable(rows[0]?.id ?? '');
    await open('zh/workbench/incidents');
    await page.getByRole('button', { name: /^重试/ }).waitFor();
    await city.database.migratorPool.query(`update work.service_job set status = 'cancelled' where id = $1`, [
      jobId,
    ]);
    await page.getByRole('button', { name: /^重试/ }).click();
    await page.getByText('这个故障已经处理，或者正在重试。').waitFor();
    await page.getByText('现在没有流程故障。').waitFor();
    await page.route('**/api/incidents', (route) => route.abort());
    await page.reload();
    await page.getByText('没有收到服务器的答复。').waitFor();
    await assertAccessible(page);
    await page.unroute('**/api/incidents');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByText('现在没有流程故障。').waitFor();
  });

  test('are no matter of whoever is no operator: no link, and no list', async () => {
    await open('zh/workbench/incidents', `${office}-reviewer`);
    await page.getByText('没有载入').waitFor();
    assert.equal(await page.getByRole('link', { name: '流程故障' }).count(), 0);
  });
});
