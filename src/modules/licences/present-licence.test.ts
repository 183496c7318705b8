import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anonymous, type OfficerActor, type ResidentActor } from '#kernel/actors';
import { addDays, type LegalDay, legalDay } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { buildResident, exampleIdNumber } from '#modules/identity';
import { inTransaction } from '#platform/database';
import { runUseCase } from '#platform/use-case';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { revokeLicence } from './act-on-licence.ts';
import { claimLicences } from './claim-licences.ts';
import {
  checkLicenceImport,
  decideLicenceImport,
  enterLicenceImport,
  viewLicenceImport,
} from './import-licences.ts';
import { fixtureNow } from './licence-fixtures.ts';
import { actBody, isCode, type LicenceScene, openLicenceScene, system } from './licence-scene.ts';
import { openPresentation, presentLicence, viewPresentation } from './present-licence.ts';
import { searchLicences } from './search-licences.ts';
import { listOwnLicences, viewOwnLicence } from './view-licence.ts';

let database: TestDatabase;
let scene: LicenceScene;

before(async () => {
  database = await createTestDatabase();
  scene = await openLicenceScene(database);
});
after(() => database.close());

describe('A licence that its holder shows', () => {
  test('opens for five minutes by token or digits, for anyone, and counts for the holder', async () => {
    const { number } = await scene.look(await scene.build());
    const presentationId = await runUseCase(scene.at(scene.holder), presentLicence, { number });
    const shown = await runUseCase(scene.at(scene.holder), viewPresentation, { number, presentationId });
    assert.ok(!shown.token.includes(number));
    const after4 = new Date(fixtureNow.getTime() + 4 * 60_000);
    const opened = await runUseCase(scene.at(anonymous, after4), openPresentation, { token: shown.token });
    assert.deepEqual([opened.licence.number, opened.licence.state], [number, 'valid']);
    assert.equal(opened.expiresAt.toISOString(), '2026-11-23T02:05:00.000Z');
    await runUseCase(scene.at(anonymous, after4), openPresentation, { token: shown.digits });
    const own = await runUseCase(scene.at(scene.holder), viewOwnLicence, { number });
    assert.deepEqual(
      own.presentations.map((one) => one.openedCount),
      [2],
    );
  });

  test('does not open a moment too late, nor by a token or digits that nobody showed', async () => {
    const { number } = await scene.look(await scene.build());
    const presentationId = await runUseCase(scene.at(scene.holder), presentLicence, { number });
    const { token, digits } = await runUseCase(scene.at(scene.holder), viewPresentation, {
      number,
      presentationId,
    });
    const late = new Date(fixtureNow.getTime() + 5 * 60_000);
    for (const shown of [token, digits]) {
      await assert.rejects(
        runUseCase(scene.at(anonymous, late), openPresentation, { token: shown }),
        isCode('presentation-over'),
      );
    }
    const forged = token.slice(0, -1) + (token.endsWith('A') ? 'E' : 'A');
    await assert.rejects(
      runUseCase(scene.at(anonymous), openPresentation, { token: forged }),
      isCode('presentation-false'),
    );
    await assert.rejects(
      runUseCase(scene.at(anonymous), openPresentation, { token: '000000000000' }),
      isCode('presentation-over'),
    );
    const other: ResidentActor = { ...scene.holder, id: newId(fixtureNow) };
    await assert.rejects(runUseCase(scene.at(other), presentLicence, { number }), isCode('no-such-licence'));
    await assert.rejects(
      runUseCase(scene.at(other), viewPresentation, { number, presentationId }),
      isCode('no-such-licence'),
    );
  });

  test('shows what became of it since it was shown', async () => {
    const licenceId = await scene.build();
    const { number, revision } = await scene.look(licenceId);
    const presentationId = await runUseCase(scene.at(scene.holder), presentLicence, { number });
    const { token } = await runUseCase(scene.at(scene.holder), viewPresentation, { number, presentationId });
    const input = {
      ...actBody(revision, 'fraud', { compensation: '不受保护。', confirmed: ['no-major-harm'] }),
      licenceId,
    };
    await runUseCase(scene.at(scene.approver), revokeLicence, input);
    assert.equal(
      (await runUseCase(scene.at(anonymous), openPresentation, { token })).licence.state,
      'revoked',
    );
    await assert.rejects(
      runUseCase(scene.at(scene.holder), presentLicence, { number }),
      isCode('licence-not-in-force'),
    );
  });
});

describe('Licences on paper that are entered later', () => {
  let serial = 0;
  const headings = '证照种类,证照编号,持证人,持证人证件号,发证日期,有效期至,档案出处,经营场所';
  function fileFor(idNumber: string, issuedOn: LegalDay = legalDay('2022-03-05')) {
    serial += 1;
    const number = `PAPER-${process.pid}-${serial}`;
    const line = `food-operation-permit,${number},示例饭店,${idNumber},${issuedOn},${addDays(issuedOn, 1825)},2022年第3卷,旧街1号`;
    return { number, input: { organId: scene.organ.id, fileName: '旧证.csv', csv: `${headings}\n${line}` } };
  }

  test('are tried, entered by one officer, approved by another, and verified like any other', async () => {
    const { number, input } = fileFor(exampleIdNumber());
    const report = await runUseCase(scene.at(scene.clerk), checkLicenceImport, input);
    assert.deepEqual([report.wrongCount, report.lines.length], [0, 1]);
    const { batchId } = await runUseCase(scene.at(scene.clerk), enterLicenceImport, input);
    const approve = (actor: OfficerActor) =>
      runUseCase(scene.at(actor), decideLicenceImport, { batchId, outcome: 'approved', note: '' });
    await assert.rejects(approve(scene.clerk), { kind: 'forbidden' });
    await assert.rejects(approve(scene.stranger), { kind: 'not-found' });
    await approve(scene.approver);
    await assert.rejects(approve(scene.approver), isCode('import-decided'));
    const found = await runUseCase(scene.at(scene.clerk), searchLicences, { text: number, page: 1 });
    const licence = await scene.look(found.rows[0]?.licenceId ?? '');
    assert.deepEqual([licence.origin, licence.holderIsKnown, licence.version], ['2022年第3卷', false, 1]);
    assert.match(licence.holderNumberShown ?? '', /^\d{6}\*{10}/);
    assert.equal((await scene.verify(licence.verificationCode)).state, 'valid');
    const view = await runUseCase(scene.at(scene.approver), viewLicenceImport, { batchId });
    assert.deepEqual([view.status, view.report.wrongCount, view.mayDecide], ['approved', 0, false]);
    const again = await runUseCase(scene.at(scene.clerk), checkLicenceImport, input);
    assert.deepEqual(
      again.lines[0]?.problems.map((one) => one.en),
      ['This number is on record already.'],
    );
  });

  test('nobody approves what they entered themselves, and a file with a wrong line is not entered', async () => {
    const { input } = fileFor(exampleIdNumber());
    const { batchId } = await runUseCase(scene.at(scene.approver), enterLicenceImport, input);
    const attempt = runUseCase(scene.at(scene.approver), decideLicenceImport, {
      batchId,
      outcome: 'approved',
      note: '',
    });
    await assert.rejects(attempt, { kind: 'forbidden' });
    const wrong = { ...input, csv: input.csv.replace('2022年第3卷', '') };
    await assert.rejects(
      runUseCase(scene.at(scene.clerk), enterLicenceImport, wrong),
      isCode('import-wrong'),
    );
    const stored = await database.migratorPool.query<{ text: string }>(
      `select encode(lines_encrypted, 'escape') as text from licences.import_batch where id = $1`,
      [batchId],
    );
    assert.ok(!stored.rows[0]?.text.includes('示例饭店'), 'identity numbers and names lie encrypted');
  });

  test('are claimed by whoever signs in with that identity number, and by nobody whose number was not checked', async () => {
    const made = await inTransaction<object, readonly ResidentActor[]>(
      database.migratorPool,
      system,
      { readOnly: false },
      async (db) => [
        (await buildResident(db, scene.vault)).actor,
        (await buildResident(db, scene.vault, { realNameLevel: 1 })).actor,
      ],
    );
    for (const [resident, claims] of [
      [made[0], 1],
      [made[1], 0],
    ] as const) {
      assert.ok(resident !== undefined);
      const { rows } = await database.migratorPool.query<{ id: Buffer }>(
        'select id_number_encrypted as id from identity.resident where id = $1',
        [resident.id],
      );
      const { number, input } = fileFor(scene.vault.decrypt(rows[0]?.id ?? Buffer.alloc(0)));
      const { batchId } = await runUseCase(scene.at(scene.clerk), enterLicenceImport, input);
      await runUseCase(scene.at(scene.approver), decideLicenceImport, {
        batchId,
        outcome: 'approved',
        note: '',
      });
      assert.equal((await runUseCase(scene.at(resident), listOwnLicences, undefined)).claimable, claims);
      await runUseCase(scene.at(resident), claimLicences, undefined);
      const own = await runUseCase(scene.at(resident), listOwnLicences, undefined);
      assert.deepEqual(
        own.licences.map((one) => one.number),
        claims === 1 ? [number] : [],
      );
      assert.equal(own.claimable, 0);
      if (claims === 0) continue;
      const view = await runUseCase(scene.at(resident), viewOwnLicence, { number });
      assert.deepEqual(
        view.story.map((line) => line.text.zh),
        ['持证人登录认领', '补录纸质证照'],
      );
    }
  });
});
