import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { OfficerActor, ResidentActor } from '#kernel/actors';
import { legalDay } from '#kernel/dates';
import { isAppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { inTransaction } from '#platform/database';
import { runUseCase } from '#platform/use-case';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import {
  cancelLicence,
  resumeLicence,
  revokeLicence,
  revokeLicenceAsPenalty,
  suspendLicence,
  withdrawLicence,
} from './act-on-licence.ts';
import type { LicenceActBody } from './contract.ts';
import { changeLicence, replaceLicence } from './licence-change.ts';
import { fixtureNow } from './licence-fixtures.ts';
import { listLicencesOf, type WholeLicence } from './licence-queries.ts';
import { actBody, isCode, type LicenceScene, morningOf, openLicenceScene, system } from './licence-scene.ts';
import { searchLicences } from './search-licences.ts';
import { listOwnLicences, viewOwnLicence } from './view-licence.ts';
import { viewOrganLicence } from './view-organ-licence.ts';

let database: TestDatabase;
let scene: LicenceScene;

before(async () => {
  database = await createTestDatabase();
  scene = await openLicenceScene(database);
});
after(() => database.close());

describe('A licence that is issued', () => {
  test('is numbered by the rule of its kind, and arranged and named by its template', async () => {
    const first = await scene.look(await scene.build());
    const second = await scene.look(await scene.build());
    assert.match(first.number, /^JY2440507\d{6}\d$/);
    assert.equal(Number(second.number.slice(9, 15)) - Number(first.number.slice(9, 15)), 1);
    const labels = first.entries.map(({ label, value }) => [label.zh, value.zh]);
    assert.deepEqual(labels, [
      ['名称', '示例饭店'],
      ['经营场所', '示例路1号'],
      ['座位', '40'],
    ]);
    assert.equal(first.labels.holder?.zh, '经营者');
  });

  test('of a kind without a template has the platform’s own number, as it always had', async () => {
    const { number } = await scene.look(await scene.build({ kind: 'something-else' }));
    assert.match(number, /^ZZ26-/);
  });

  test('is seen by its organ and its holder, and by nobody else', async () => {
    const licenceId = await scene.build();
    const { number } = await scene.look(licenceId);
    await assert.rejects(
      runUseCase(scene.at(scene.stranger), viewOrganLicence, { licenceId }),
      isCode('no-such-licence'),
    );
    assert.equal((await runUseCase(scene.at(scene.holder), viewOwnLicence, { number })).number, number);
    const other: ResidentActor = { ...scene.holder, id: newId(fixtureNow) };
    await assert.rejects(runUseCase(scene.at(other), viewOwnLicence, { number }), isCode('no-such-licence'));
    assert.deepEqual((await runUseCase(scene.at(other), listOwnLicences, undefined)).licences, []);
  });

  test('is found by number, holder or what it states, in the own organ only', async () => {
    const { number } = await scene.look(await scene.build());
    const search = (actor: OfficerActor, text: string) =>
      runUseCase(scene.at(actor), searchLicences, { text, page: 1 });
    assert.equal((await search(scene.approver, number)).total, 1);
    assert.ok((await search(scene.approver, '示例路1')).total > 0);
    assert.equal((await search(scene.approver, '100%')).total, 0);
    assert.equal((await search(scene.stranger, number)).total, 0);
  });
});

describe('Acts on a licence', () => {
  let licenceId: Id;
  beforeEach(async () => {
    licenceId = await scene.build({ issuedOn: legalDay('2025-01-10') });
  });

  test('a suspension shows at once in the verification, ends by its day, and is told to the holder', async () => {
    const before = await scene.look(licenceId);
    const input = actBody(before.revision, 'penalty-suspension', {
      specialBasis: '《食品安全法》第一百二十六条',
      untilOn: '2026-12-22',
      confirmed: ['rights-told'],
    });
    await runUseCase(scene.at(scene.approver), suspendLicence, { ...input, licenceId });
    const shown = await scene.verify(before.verificationCode);
    assert.deepEqual([shown.state, shown.since, shown.until], ['suspended', '2026-11-23', '2026-12-22']);
    assert.equal((await scene.verify(before.verificationCode, '2026-11-22')).state, 'valid');
    assert.equal(
      (await scene.verify(before.verificationCode, undefined, morningOf('2026-12-23'))).state,
      'valid',
    );
    await scene.dispatchAll();
    await scene.dispatchAll();
    assert.deepEqual(await scene.titlesTold(licenceId), ['食品经营许可证被暂扣']);
    assert.deepEqual(await scene.eventsOf(licenceId), ['LicenceSuspended']);
    const own = await runUseCase(scene.at(scene.holder), viewOwnLicence, { number: before.number });
    assert.equal(own.mayPresent, false);
    assert.match(own.story[0]?.appeal?.zh ?? '', /六十日内向.*申请行政复议/);
    assert.deepEqual(
      own.story[0]?.basis.map((one) => one.zh),
      ['《行政处罚法》第九条第一款第三项', '《食品安全法》第一百二十六条'],
    );
  });

  test('needs its ground, its reasons, its article, what is said of compensation, and every confirmation', async () => {
    const { revision } = await scene.look(licenceId);
    const fieldsOf = async (attempt: Promise<void>) => {
      const fault = await attempt.then(
        () => undefined,
        (error: unknown) => error,
      );
      assert.ok(isAppError(fault) && fault.code === 'act-incomplete');
      return fault.fields.map((one) => one.field);
    };
    const attempt = (more: Partial<LicenceActBody>, ground = 'other-by-law') =>
      runUseCase(scene.at(scene.approver), revokeLicence, { ...actBody(revision, ground, more), licenceId });
    assert.deepEqual(await fieldsOf(attempt({ reasons: ' ' })), [
      'reasons',
      'specialBasis',
      'compensation',
      'confirmed',
    ]);
    assert.deepEqual(await fieldsOf(attempt({}, 'expired')), ['ground', 'confirmed']);
    const whole = { specialBasis: '某法第一条', compensation: '无损害。', confirmed: ['no-major-harm'] };
    assert.deepEqual(await fieldsOf(attempt({ ...whole, effectiveOn: '2026-11-24' })), ['effectiveOn']);
    assert.deepEqual(await scene.eventsOf(licenceId), []);
    await attempt(whole);
    assert.equal((await scene.look(licenceId)).state, 'revoked');
  });

  test('is for whoever decides in the organ that issued it', async () => {
    const { revision } = await scene.look(licenceId);
    const input = {
      ...actBody(revision, 'fraud', { compensation: '不受保护。', confirmed: ['no-major-harm'] }),
      licenceId,
    };
    await assert.rejects(runUseCase(scene.at(scene.clerk), revokeLicence, input), { kind: 'forbidden' });
    await assert.rejects(runUseCase(scene.at(scene.stranger), revokeLicence, input), { kind: 'not-found' });
    await assert.rejects(runUseCase(scene.at(scene.holder), revokeLicence, input), { kind: 'forbidden' });
  });

  test('is refused where the licence changed since it was read, and where its state has no room for it', async () => {
    const { revision } = await scene.look(licenceId);
    const withdraw = (read: number) =>
      runUseCase(scene.at(scene.approver), withdrawLicence, {
        ...actBody(read, 'law-changed', { compensation: '按评估补偿。', confirmed: ['public-interest'] }),
        licenceId,
      });
    await withdraw(revision);
    await assert.rejects(withdraw(revision), isCode('licence-changed'));
    await assert.rejects(withdraw(revision + 1), isCode('licence-not-now'));
    const cancel = (ground: string) =>
      runUseCase(scene.at(scene.approver), cancelLicence, { ...actBody(revision + 1, ground), licenceId });
    await assert.rejects(cancel('force-majeure'), isCode('act-incomplete'));
    await cancel('ended-before');
    const view = await scene.look(licenceId);
    assert.deepEqual([view.state, view.allowed], ['cancelled', []]);
    assert.deepEqual(await scene.eventsOf(licenceId), ['LicenceWithdrawn', 'LicenceCancelled']);
  });

  test('a withdrawal from a later day leaves the licence valid till then, and bars a suspension meanwhile', async () => {
    const { revision, verificationCode } = await scene.look(licenceId);
    const later = { compensation: '按评估补偿。', confirmed: ['public-interest'], effectiveOn: '2027-01-01' };
    await runUseCase(scene.at(scene.approver), withdrawLicence, {
      ...actBody(revision, 'law-changed', later),
      licenceId,
    });
    assert.equal((await scene.verify(verificationCode)).state, 'valid');
    assert.equal(
      (await scene.verify(verificationCode, undefined, morningOf('2027-01-01'))).state,
      'withdrawn',
    );
    const suspension = { specialBasis: '某法第一条', confirmed: ['rights-told'] };
    const input = { ...actBody(revision + 1, 'penalty-suspension', suspension), licenceId };
    await assert.rejects(runUseCase(scene.at(scene.approver), suspendLicence, input), isCode('act-pending'));
    const penalty = {
      ...suspension,
      confirmed: ['rights-told', 'hearing-offered', 'decided-together'],
    };
    await runUseCase(scene.at(scene.approver), revokeLicenceAsPenalty, {
      ...actBody(revision + 1, 'penalty-revocation', penalty),
      licenceId,
    });
    assert.equal((await scene.verify(verificationCode)).state, 'revoked-as-penalty');
  });

  test('the history keeps every act; nobody has the right to change or remove a line of it', async () => {
    const { revision } = await scene.look(licenceId);
    const suspension = { specialBasis: '某法第一条', confirmed: ['rights-told'] };
    await runUseCase(scene.at(scene.approver), suspendLicence, {
      ...actBody(revision, 'penalty-closure', suspension),
      licenceId,
    });
    await runUseCase(scene.at(scene.approver), resumeLicence, {
      ...actBody(revision + 1, 'suspension-over'),
      licenceId,
    });
    const { story, state } = await scene.look(licenceId);
    assert.equal(state, 'valid');
    assert.deepEqual(
      story.map((line) => line.text.zh.replace(/^.*：/, '')),
      ['签发', '暂扣，自2026年11月23日起，至另行解除为止', '解除暂扣，自2026年11月23日起'],
    );
    for (const login of ['internet', 'extranet', 'worker_internet', 'worker_extranet'] as const) {
      for (const statement of [
        'update licences.licence_event set reasons = null',
        'delete from licences.licence_event',
        'delete from licences.licence',
      ]) {
        await assert.rejects(
          database.pools.get(login).query(statement),
          { code: '42501' },
          `${login}: ${statement}`,
        );
      }
    }
  });
});

describe('What a decision in a case does to a licence', () => {
  test('a change keeps the number; the earlier paper says that it was replaced, and what it stated then', async () => {
    const licenceId = await scene.build({ issuedOn: legalDay('2025-01-10') });
    const before = await scene.look(licenceId);
    const source = { kind: 'case', id: newId(fixtureNow) };
    const entries = [
      { label: { zh: '经营场所', en: 'Premises' }, value: { zh: '示例路2号', en: '示例路2号' } },
    ];
    await scene.inCase(licenceId, (licence) =>
      changeLicence(licence, { source, decidedOn: legalDay('2026-11-23'), entries }, fixtureNow),
    );
    const changed = await scene.look(licenceId);
    assert.deepEqual(
      [changed.number, changed.version, changed.expiresOn],
      [before.number, 2, before.expiresOn],
    );
    const old = await scene.verify(before.verificationCode);
    assert.deepEqual([old.state, old.since], ['replaced', '2026-11-23']);
    assert.ok(!JSON.stringify(old).includes('示例路2号'), 'an old paper tells nothing of the new one');
    const then = await scene.verify(changed.verificationCode, '2026-11-22');
    assert.deepEqual([then.state, then.entries.some((one) => one.value.zh === '示例路1号')], ['valid', true]);
    const today = await scene.verify(changed.verificationCode);
    assert.deepEqual(
      today.entries.map((one) => one.value.zh),
      ['示例路2号'],
    );
    const found = await inTransaction<object, readonly { readonly number: string }[]>(
      database.pools.get('worker_extranet'),
      system,
      { readOnly: true },
      (db) => listLicencesOf(db, [source.id]),
    );
    assert.deepEqual(
      found.map((one) => one.number),
      [before.number],
    );
    await assert.rejects(scene.verify(changed.verificationCode, '2024-12-31'), isCode('day-unknown'));
    await assert.rejects(scene.verify(changed.verificationCode, '2026-11-24'), isCode('day-unknown'));
  });

  test('a replacement states the same, and the lost paper is good for nothing any more', async () => {
    const licenceId = await scene.build();
    const before = await scene.look(licenceId);
    const source = { kind: 'case', id: newId(fixtureNow) };
    await scene.inCase(licenceId, (licence) =>
      replaceLicence(licence, { source, decidedOn: legalDay('2026-11-23') }, fixtureNow),
    );
    const { entries, verificationCode } = await scene.look(licenceId);
    assert.deepEqual(entries, before.entries);
    assert.deepEqual(
      [(await scene.verify(before.verificationCode)).state, (await scene.verify(verificationCode)).state],
      ['replaced', 'valid'],
    );
  });

  test('nothing is changed that was revoked, and no decision counts twice', async () => {
    const licenceId = await scene.build();
    const source = { kind: 'case', id: newId(fixtureNow) };
    const change = (licence: WholeLicence) =>
      changeLicence(licence, { source, decidedOn: legalDay('2026-11-23') }, fixtureNow);
    await scene.inCase(licenceId, change);
    await assert.rejects(scene.inCase(licenceId, change), { code: '23505' });
    const { revision } = await scene.look(licenceId);
    const input = {
      ...actBody(revision, 'fraud', { compensation: '不受保护。', confirmed: ['no-major-harm'] }),
      licenceId,
    };
    await runUseCase(scene.at(scene.approver), revokeLicence, input);
    await assert.rejects(scene.inCase(licenceId, change), isCode('licence-not-now'));
  });
});
