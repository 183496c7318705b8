import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { openPromise } from 'yauzl';
import type { Id } from '#kernel/ids';
import { verifyPackage } from '#platform/archive-package';
import { runUseCase } from '#platform/use-case';
import { textOfPdf } from '#test/kit/papers';
import { requestAs, testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { type ArchiveStage, openArchiveStage } from './archive-fixtures.ts';
import { downloadArchive, exportArchive, listPackagesForTransfer, movePackages } from './archive-packages.ts';
import type { ArchivedCase } from './archive-schema.ts';
import { concludeProcedure } from './conclude-procedure.ts';
import { decideCase } from './decide-case.ts';
import { type CaseScene, isCode, openCaseScene } from './scene-fixtures.ts';
import { openOwnLicence, openOwnPaper } from './view-paper.ts';

const market = 'longhu-market-supervision';
const fire = 'longhu-fire-rescue';
const days = (count: number) => new Date(testNow.getTime() + count * 24 * 60 * 60 * 1_000);

async function entriesOf(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await openPromise(file, { autoClose: false });
  const found = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  zip.close();
  return found;
}

function caseOfPackage(entries: ReadonlyMap<string, Buffer>) {
  const archived: ArchivedCase = JSON.parse(entries.get('case.json')?.toString() ?? '');
  const { licence, decision } = archived;
  assert.ok(licence !== null && decision !== null, 'it was granted');
  return { ...archived, licence, decision };
}

describe('the archive package of a closed case', () => {
  let scene: CaseScene;
  let stage: ArchiveStage;
  let folder: string;
  /** A package that tests look at. */
  let sealed: { readonly caseId: Id; readonly file: string };

  before(async () => {
    scene = await openCaseScene();
    stage = openArchiveStage(scene.city);
    folder = await mkdtemp(path.join(tmpdir(), 'yizhan-archive-'));
    sealed = await sealOne();
  });
  after(async () => {
    await scene.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A business licence that was granted at `testNow`, not delivered yet. */
  async function granted(): Promise<{ readonly caseId: Id; readonly applicationId: Id }> {
    const { caseOf, applicationId } = await scene.apply();
    const caseId = caseOf('business-licence').id;
    await stage.giveBytes(caseId);
    await scene.decide(testNow, market, caseId, 'granted');
    return { caseId, applicationId };
  }

  /** The applicant opens everything on the portal: that is how it is delivered. */
  async function deliver(caseId: Id, applicationId: Id, now: Date): Promise<void> {
    const own = (await scene.own(now, applicationId)).cases.find((one) => one.id === caseId);
    for (const paper of own?.papers ?? [])
      await runUseCase(scene.at(now, scene.resident), openOwnPaper, { caseId, paperId: paper.id });
    const number = own?.licence?.number;
    if (number !== undefined && number !== null)
      await runUseCase(scene.at(now, scene.resident), openOwnLicence, { number });
    await scene.city.app.workUntilDone();
  }

  async function sealOne(): Promise<typeof sealed> {
    const { caseId, applicationId } = await granted();
    await deliver(caseId, applicationId, testNow);
    await stage.archive(caseId, days(2));
    const [row] = await stage.packages(caseId);
    assert.ok(row !== undefined, 'there is a package');
    return { caseId, file: await stage.copyOut(row, folder) };
  }

  async function bytesInStore(): Promise<readonly string[]> {
    const directory = path.join(scene.city.configuration.dataDirectory, 'files', 'extranet');
    return await readdir(directory).catch(() => []);
  }

  const asWorker = (now: Date) => ({
    ...requestAs(scene.city.database, { kind: 'system', name: 'tests' }, { now }),
    login: 'worker_extranet' as const,
  });

  test('waits for delivery and a quiet day; each event puts it off', async () => {
    const { caseId, applicationId } = await granted();
    assert.deepEqual(await stage.dueAt(caseId), days(1), 'a day after the closing');
    await stage.archive(caseId, days(1));
    assert.deepEqual(await stage.packages(caseId), [], 'the licence was not delivered');
    assert.deepEqual(await stage.dueAt(caseId), days(60), 'sixty days at most');
    await deliver(caseId, applicationId, days(3));
    assert.deepEqual(await stage.dueAt(caseId), days(4), 'the delivery calls the job back');
    await stage.archive(caseId, days(3.5));
    assert.deepEqual(await stage.packages(caseId), []);
    await stage.archive(caseId, days(4));
    assert.equal((await stage.packages(caseId)).length, 1);
  });

  test('of what nobody fetches is made after sixty days, and what comes later is a supplement', async () => {
    const { caseId, applicationId } = await granted();
    await stage.archive(caseId, days(59.9));
    assert.deepEqual(await stage.packages(caseId), []);
    await stage.archive(caseId, days(60));
    const [first] = await stage.packages(caseId);
    assert.ok(first !== undefined);
    await deliver(caseId, applicationId, days(70));
    await stage.archive(caseId, days(71));
    const [, second] = await stage.packages(caseId);
    assert.ok(second !== undefined, 'the delivery is told by a supplement');
    const { faults, manifest } = await verifyPackage(await stage.copyOut(second, folder));
    assert.deepEqual(faults, []);
    assert.deepEqual(manifest?.supplementTo, { version: 1, sha256: first.sha256 });
    const paths = manifest?.files.map((file) => file.path) ?? [];
    assert.ok(
      paths.some((one) => /^papers\/.*送达/.test(one)),
      'the proof of delivery is new',
    );
    assert.ok(!paths.some((one) => one.startsWith('evidence/')), 'documents lie in the first package');
  });

  test('is not made of a case that is open', async () => {
    const { caseOf } = await scene.apply();
    const caseId = caseOf('business-licence').id;
    await stage.archive(caseId, days(100));
    assert.deepEqual(await stage.packages(caseId), []);
    assert.equal(await stage.dueAt(caseId), undefined);
  });

  test('is whole by its own account, complete, and readable without Yizhan', async () => {
    const { caseId, file } = sealed;
    const { faults, manifest } = await verifyPackage(file);
    assert.deepEqual(faults, []);
    const entries = await entriesOf(file);
    const names = [...entries.keys()];
    for (const name of ['README.txt', 'index.html', 'case.json', 'case.schema.json', 'events.jsonl'])
      assert.ok(entries.has(name), name);
    assert.ok(
      names.some((one) => /^evidence\/01_.+\.pdf$/.test(one)),
      names.join(),
    );
    const archived = caseOfPackage(entries);
    const isValid = new Ajv({ strict: false }).compile(
      JSON.parse(entries.get('case.schema.json')?.toString() ?? ''),
    );
    assert.ok(isValid(archived), JSON.stringify(isValid.errors));
    for (const { file: place } of [...archived.evidence, ...archived.papers, archived.licence])
      assert.ok(entries.has(place.path), place.path);
    assert.equal(manifest?.subject.number, archived.case.number);
    assert.ok(archived.opinions.length > 0, 'what officers concluded is in it');
    assert.ok(archived.clocks.length > 0 && archived.clocks.every((clock) => clock.days.length > 1));
    assert.equal(archived.decision.outcome, 'granted');
    assert.match(archived.applicant.idNumber, /^\d{17}[\dX]$/);
    const events = (entries.get('events.jsonl')?.toString() ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ofCase = events.filter((one) => one.subject.id === caseId);
    assert.deepEqual(
      ofCase.map((one) => one.sequence),
      ofCase.map((_one, index) => index + 1),
      'no gap',
    );
    const types = ofCase.map((one) => one.type);
    for (const type of ['CaseOpened', 'CaseAccepted', 'CaseDecided', 'CaseClosed', 'PaperDelivered'])
      assert.ok(types.includes(type), type);
    const licence = entries.get(archived.licence.file.path) ?? Buffer.alloc(0);
    assert.match(textOfPdf(licence), new RegExp(archived.licence.number));
  });

  test('has a page that people read in a browser, without scripts and with the number masked', async () => {
    const { file } = sealed;
    const entries = await entriesOf(file);
    const page = entries.get('index.html')?.toString() ?? '';
    const archived = caseOfPackage(entries);
    for (const words of ['示例饭店', '材料', 'Documents', '期限与推算', '营业执照', archived.decision.number])
      assert.ok(page.includes(words), words);
    assert.ok(!page.includes(archived.applicant.idNumber), 'the identity number is masked');
    assert.doesNotMatch(page, /<script|https?:\/\/|javascript:|<img/i);
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, address = '']) =>
      decodeURIComponent(address),
    );
    assert.ok(links.length >= archived.evidence.length + archived.papers.length);
    for (const link of links) assert.ok(entries.has(link), link);
  });

  test('has the same bytes whenever and however often it is made', async () => {
    const { caseId, file } = sealed;
    const first = await readFile(file);
    await scene.city.database.migratorPool.query('delete from cases.archive_package where case_id = $1', [
      caseId,
    ]);
    await stage.archive(caseId, days(30));
    const [row] = await stage.packages(caseId);
    assert.ok(row !== undefined);
    assert.ok((await stage.files.read('extranet', row.file_id)).equals(first));
  });

  test('is made once, however often the job runs and by how many workers', async () => {
    const { caseId, applicationId } = await granted();
    await deliver(caseId, applicationId, testNow);
    const before = (await bytesInStore()).length;
    await Promise.all([1, 2, 3].map(() => stage.archive(caseId, days(2))));
    await stage.archive(caseId, days(5));
    assert.equal((await stage.packages(caseId)).length, 1);
    assert.equal((await bytesInStore()).length - before, 1, 'whoever was slower took the own bytes away');
    const { rows } = await scene.city.database.migratorPool.query(
      `select data from platform.event where subject_id = $1 and type = 'CaseArchived'`,
      [caseId],
    );
    assert.equal(rows.length, 1);
  });

  test('a kill between the bytes and the row leaves no package, and the job makes it again', async () => {
    const { caseId, applicationId } = await granted();
    await deliver(caseId, applicationId, testNow);
    const killed = new Error('killed');
    const dying = {
      ...stage.files,
      async receive(...parts: Parameters<typeof stage.files.receive>) {
        await stage.files.receive(...parts);
        throw killed;
      },
    };
    const before = await bytesInStore();
    await assert.rejects(stage.archive(caseId, days(2), { files: dying }), killed);
    assert.deepEqual(await stage.packages(caseId), [], 'no row');
    const orphans = (await bytesInStore()).filter((id) => !before.includes(id));
    assert.equal(orphans.length, 1, 'bytes that no row knows: the sweep’s');
    const known = await scene.city.database.migratorPool.query(
      'select from platform.file where id = $1',
      orphans,
    );
    assert.equal(known.rowCount, 0);
    await stage.archive(caseId, days(2));
    const [row] = await stage.packages(caseId);
    assert.ok(row !== undefined);
    assert.deepEqual((await verifyPackage(await stage.copyOut(row, folder))).faults, []);
  });

  test('is not made of evidence that is not what was registered', async () => {
    const { caseId, applicationId } = await granted();
    await deliver(caseId, applicationId, testNow);
    await scene.city.database.migratorPool.query(
      `update cases.evidence_item set sha256 = decode(repeat('ab', 32), 'hex') where case_id = $1`,
      [caseId],
    );
    await assert.rejects(stage.archive(caseId, days(2)), isCode('evidence-changed'));
    assert.deepEqual(await stage.packages(caseId), []);
  });

  test('of a commitment is made before its verification, which is told by a supplement', async () => {
    const { caseOf, applicationId } = await scene.apply(testNow, {
      modes: { 'fire-safety-check': 'commitment' },
    });
    const caseId = caseOf('fire-safety-check').id;
    await stage.giveBytes(caseId);
    const reviewer = await scene.officer(fire, 'reviewer');
    const approver = await scene.officer(fire, 'approver');
    await runUseCase(scene.at(testNow, reviewer), acceptCase, { caseId, revision: 1 });
    const { revision } = await scene.look(testNow, approver, caseId);
    const decision = { caseId, revision, outcome: 'granted', reasons: '' } as const;
    await runUseCase(scene.at(testNow, approver), decideCase, decision);
    await scene.city.app.workUntilDone();
    await deliver(caseId, applicationId, testNow);
    await stage.archive(caseId, days(2));
    assert.equal((await stage.packages(caseId)).length, 1);
    const seen = await scene.look(days(20), reviewer, caseId);
    const verification = seen.procedures.find((one) => one.kind === 'verification');
    assert.ok(verification !== undefined);
    await runUseCase(scene.at(days(20), reviewer), concludeProcedure, {
      procedureId: verification.id,
      revision: verification.revision,
      outcome: 'kept',
      result: '现场核查，与承诺一致。',
    });
    await scene.city.app.workUntilDone();
    await stage.archive(caseId, days(22));
    const [, second] = await stage.packages(caseId);
    assert.ok(second !== undefined);
    const entries = await entriesOf(await stage.copyOut(second, folder));
    assert.match(entries.get('index.html')?.toString() ?? '', /第 2 包（补充包），补充第 1 包/);
    assert.match(entries.get('case.json')?.toString() ?? '', /与承诺一致/);
  });

  test('is for officers who may read the case, audited, and refused while there is none', async () => {
    const { caseId, applicationId } = await granted();
    const reviewer = await scene.officer(market, 'reviewer');
    const ask = (version?: number) =>
      runUseCase(scene.at(days(3), reviewer), downloadArchive, {
        caseId,
        ...(version === undefined ? {} : { version }),
      });
    await assert.rejects(ask(), isCode('not-archived'));
    await deliver(caseId, applicationId, testNow);
    await stage.archive(caseId, days(2));
    assert.deepEqual((await ask()).versions, [1]);
    await assert.rejects(ask(2), isCode('no-such-package'));
    const elsewhere = await scene.officer(fire, 'reviewer');
    await assert.rejects(
      runUseCase(scene.at(days(3), elsewhere), downloadArchive, { caseId }),
      isCode('no-such-case'),
    );
    const { rows } = await scene.city.database.migratorPool.query(
      `select outcome from platform.audit_entry where action = 'download-archive' and object_id = $1 and outcome = 'done'`,
      [caseId],
    );
    assert.equal(rows.length, 1);
  });

  test('stays as it was made: no login may change or remove what is on record', async () => {
    const { caseId } = sealed;
    const worker = scene.city.database.pools.get('worker_extranet');
    const [row] = await stage.packages(caseId);
    for (const statement of [
      'delete from cases.archive_package',
      `update cases.archive_package set sha256 = decode(repeat('00', 32), 'hex')`,
      'update cases.archive_package set retained_until = null',
    ])
      await assert.rejects(worker.query(statement), /permission denied/, statement);
    await assert.rejects(
      worker.query('delete from platform.file where id = $1', [row?.file_id]),
      /permission denied/,
    );
    const internet = scene.city.database.pools.get('internet');
    await assert.rejects(internet.query('select from cases.archive_package'), /permission denied/);
  });

  test('goes to the archive by a list: due by law, listed, then transferred, and never by another hash', async () => {
    const { caseId } = sealed;
    const [row] = await stage.packages(caseId);
    assert.equal(row?.transfer_due_on, '2036-11-23');
    const lines = async (until: string) =>
      (
        await runUseCase(asWorker(testNow), listPackagesForTransfer, {
          until: until as never,
          organKey: market,
        })
      ).filter((line) => line.sha256 === row?.sha256);
    assert.deepEqual(await lines('2036-11-22'), []);
    const [line] = await lines('2036-11-23');
    assert.ok(line !== undefined);
    const forged = { ...line, sha256: '00'.repeat(32) };
    const move = (packages: (typeof line)[], to: 'listed-for-transfer' | 'transferred') =>
      runUseCase(asWorker(testNow), movePackages, { packages, to });
    await assert.rejects(move([line], 'transferred'), isCode('package-not-listed'), 'it is not listed yet');
    await assert.rejects(move([line, forged], 'listed-for-transfer'), isCode('package-not-listed'));
    assert.equal((await stage.packages(caseId))[0]?.status, 'made', 'all or none');
    await move([line], 'listed-for-transfer');
    await move([line], 'transferred');
    assert.equal((await stage.packages(caseId))[0]?.status, 'transferred');
    assert.deepEqual(await lines('2036-11-23'), []);
  });

  test('is exported by the number of its case, as people write it', async () => {
    const { caseId } = sealed;
    const { rows } = await scene.city.database.migratorPool.query<{ number: string }>(
      'select number from cases.case where id = $1',
      [caseId],
    );
    const caseNumber = ` ${rows[0]?.number.toLowerCase()} `;
    const found = await runUseCase(asWorker(testNow), exportArchive, { caseNumber });
    assert.equal(found.fileName, `${rows[0]?.number}_v1.zip`);
    await assert.rejects(
      runUseCase(asWorker(testNow), exportArchive, { caseNumber: 'BJ26-0000-0000' }),
      isCode('no-such-case'),
    );
  });

  test('a stranger to Yizhan checks it with the tools of the README', async (context) => {
    const { file } = sealed;
    const unpacked = path.join(folder, 'unpacked');
    const unzip = spawnSync('python3', ['-m', 'zipfile', '-e', file, unpacked], { encoding: 'utf8' });
    if (unzip.error !== undefined) {
      context.skip('There is no Python on this machine.');
      return;
    }
    const check = spawnSync('sha256sum', ['-c', 'sha256sums.txt'], { cwd: unpacked, encoding: 'utf8' });
    assert.equal(check.status, 0, check.stderr);
    assert.match(await readFile(path.join(unpacked, 'README.txt'), 'utf8'), /sha256sum -c sha256sums\.txt/);
  });
});
