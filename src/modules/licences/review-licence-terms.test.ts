import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { legalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { runUseCase } from '#platform/use-case';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { revokeLicence } from './act-on-licence.ts';
import { actBody, isCode, type LicenceScene, morningOf, openLicenceScene } from './licence-scene.ts';
import { decideRenewal, openRenewal } from './renew-licence.ts';
import { reviewLicenceTermsTask } from './review-licence-terms.ts';

let database: TestDatabase;
let scene: LicenceScene;

before(async () => {
  database = await createTestDatabase();
  scene = await openLicenceScene(database);
});
after(() => database.close());

describe('Another term (行政许可法 第五十条)', () => {
  // A term that ends on 31 December 2026; the last day to apply is 1 December.
  const expiresOn = '2026-12-31';
  const review = (day: string) =>
    reviewLicenceTermsTask({ pools: database.pools, vault: scene.vault, now: () => morningOf(day) })({});
  let licenceId: Id;
  beforeEach(async () => {
    licenceId = await scene.build({ issuedOn: legalDay('2021-12-31') });
  });

  async function apply(appliedOn: string): Promise<void> {
    const { revision } = await scene.look(licenceId, morningOf(appliedOn));
    await runUseCase(scene.at(scene.clerk, morningOf(appliedOn)), openRenewal, {
      licenceId,
      revision,
      appliedOn,
    });
  }

  test('nobody decided: on the day after the end it counts as granted, once, and supervision can hear of it', async () => {
    await apply('2026-12-01');
    await review(expiresOn);
    assert.equal((await scene.look(licenceId, morningOf(expiresOn))).expiresOn, expiresOn);
    await review('2027-01-01');
    await review('2027-01-01');
    const renewed = await scene.look(licenceId, morningOf('2027-01-01'));
    assert.deepEqual([renewed.state, renewed.expiresOn, renewed.version], ['valid', '2031-12-31', 2]);
    assert.deepEqual(
      renewed.renewals.map((one) => [one.inTime, one.outcome]),
      [[true, 'deemed-granted']],
    );
    assert.deepEqual(await scene.eventsOf(licenceId), ['RenewalOpened', 'LicenceDeemedRenewed']);
    await scene.dispatchAll();
    assert.deepEqual(
      await scene.titlesTold(licenceId),
      ['食品经营许可证的延续申请已登记', '食品经营许可证已依法视为准予延续'].toSorted(),
    );
  });

  test('an application that came too late is not granted by silence: the licence expires', async () => {
    await apply('2026-12-02');
    await review('2027-01-01');
    const view = await scene.look(licenceId, morningOf('2027-01-01'));
    assert.deepEqual(
      [view.state, view.renewals[0]?.inTime, view.renewals[0]?.outcome],
      ['expired', false, 'open'],
    );
  });

  test('what was revoked meanwhile is not renewed by silence', async () => {
    await apply('2026-12-01');
    const { revision } = await scene.look(licenceId, morningOf('2026-12-10'));
    const input = {
      ...actBody(revision, 'fraud', {
        effectiveOn: '2026-12-10',
        compensation: '不受保护。',
        confirmed: ['no-major-harm'],
      }),
      licenceId,
    };
    await runUseCase(scene.at(scene.approver, morningOf('2026-12-10')), revokeLicence, input);
    await review('2027-01-01');
    assert.equal((await scene.look(licenceId, morningOf('2027-01-01'))).state, 'revoked');
  });

  test('granted in time, the new term begins where the old one ends; refused, the old one runs out', async () => {
    await apply('2026-11-23');
    const decide = async (outcome: 'granted' | 'refused', reasons: string) => {
      const { revision } = await scene.look(licenceId);
      await runUseCase(scene.at(scene.approver), decideRenewal, { licenceId, revision, outcome, reasons });
    };
    await assert.rejects(decide('refused', ''), isCode('renewal-incomplete'));
    await decide('granted', '');
    assert.equal((await scene.look(licenceId)).expiresOn, '2031-12-31');
    await assert.rejects(decide('granted', ''), isCode('licence-not-now'));

    licenceId = await scene.build({ issuedOn: legalDay('2021-12-31') });
    await apply('2026-11-23');
    await decide('refused', '不再符合条件。');
    await review('2027-01-01');
    const view = await scene.look(licenceId, morningOf('2027-01-01'));
    assert.deepEqual([view.state, view.expiresOn], ['expired', expiresOn]);
    await scene.dispatchAll();
    assert.deepEqual(
      await scene.titlesTold(licenceId),
      ['食品经营许可证的延续申请已登记', '食品经营许可证不予延续', '食品经营许可证已过期'].toSorted(),
    );
  });

  test('the holder is reminded once in each way, however often the job runs, and not after applying', async () => {
    for (const day of ['2026-10-31', '2026-11-01', '2026-11-02', '2026-11-26', '2026-12-01']) {
      await review(day);
      await review(day);
    }
    assert.deepEqual(
      await scene.titlesTold(licenceId),
      ['食品经营许可证快到期了', '食品经营许可证：申请延续的最后几天'].toSorted(),
    );
    const applied = await scene.build({ issuedOn: legalDay('2021-12-31') });
    licenceId = applied;
    await apply('2026-10-20');
    await review('2026-11-10');
    await scene.dispatchAll();
    assert.deepEqual(await scene.titlesTold(applied), ['食品经营许可证的延续申请已登记']);
  });
});
