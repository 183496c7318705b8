import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import { verifyPackage } from '#platform/archive-package';
import { type ReceivedDocument, receiveDocument } from '#platform/files';
import { runUseCase } from '#platform/use-case';
import { buildPdf, buildPng } from '#test/kit/papers';
import { testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { type ArchiveStage, openArchiveStage } from './archive-fixtures.ts';
import {
  attachInspectionPhotograph,
  attachProcedureFile,
  removeInspectionPhotograph,
  removeProcedureFile,
  viewCaseFile,
  viewProcedureFile,
} from './attach-record-file.ts';
import { concludeProcedure } from './conclude-procedure.ts';
import { openProcedure } from './open-procedure.ts';
import { inspectCase } from './review-case.ts';
import { type CaseScene, isCode, openCaseScene } from './scene-fixtures.ts';
import { listOwnParticipation, viewProcedure } from './view-procedure.ts';

const market = 'longhu-market-supervision';
const fire = 'longhu-fire-rescue';
const days = (count: number) => new Date(testNow.getTime() + count * 24 * 60 * 60 * 1_000);

describe('the files of what officers record', () => {
  let scene: CaseScene;
  let stage: ArchiveStage;
  let reviewer: OfficerActor;
  let ofMarket: OfficerActor;

  before(async () => {
    scene = await openCaseScene();
    stage = openArchiveStage(scene.city);
    reviewer = await scene.officer(fire, 'reviewer');
    ofMarket = await scene.officer(market, 'reviewer');
  });
  after(() => scene.close());

  const received = (fileName: string, bytes: Buffer): Promise<ReceivedDocument> =>
    receiveDocument(
      stage.files,
      'extranet',
      { fileName, content: Readable.from([bytes]) },
      1_000_000,
      testNow,
    );

  /** A joint visit of the fire brigade and the market supervision, beside an accepted case. */
  async function openVisit(who: OfficerActor, organIds: readonly Id[], service: string) {
    const { caseOf, applicationId } = await scene.apply();
    const caseId = caseOf(service).id;
    await runUseCase(scene.at(testNow, who), acceptCase, { caseId, revision: 1 });
    await runUseCase(scene.at(testNow, who), openProcedure, {
      caseId,
      revision: (await scene.look(testNow, who, caseId)).revision,
      kind: 'site-visit',
      request: '核对疏散通道。',
      dueOn: '2026-11-27',
      appointment: { at: '2026-11-26T01:30:00.000Z', place: '示例路1号' },
      organIds: [...organIds],
    });
    await scene.city.app.workUntilDone();
    const procedureId = (await scene.look(testNow, who, caseId)).procedures[0]?.id ?? '';
    return { caseId, applicationId, procedureId };
  }

  async function photograph(
    who: OfficerActor,
    procedureId: Id,
    fileName: string,
    width = 8,
  ): Promise<string> {
    const file = await received(fileName, buildPng(width));
    await runUseCase(scene.at(testNow, who), attachProcedureFile, { procedureId, file });
    return file.sha256;
  }

  const look = (who: OfficerActor, procedureId: Id) =>
    runUseCase(scene.at(testNow, who), viewProcedure, { procedureId });

  async function conclude(who: OfficerActor, procedureId: Id): Promise<void> {
    const { revision, colleagues } = await look(who, procedureId);
    const companionIds = [colleagues[0]?.id ?? ''];
    const body = { procedureId, revision, outcome: 'in-order', result: '通道畅通。', companionIds };
    await runUseCase(scene.at(testNow, who), concludeProcedure, body);
    await scene.city.app.workUntilDone();
  }

  const organOf = (officer: OfficerActor) => officer.posts[0]?.organId ?? '';

  test('a visit’s photographs are seen by every organ that took part, and stay once it is recorded', async () => {
    const { caseId, procedureId } = await openVisit(reviewer, [organOf(ofMarket)], 'fire-safety-check');
    const sha256 = await photograph(reviewer, procedureId, '安全出口.png');
    await photograph(reviewer, procedureId, '拍糊了.png', 9);
    const { files } = await look(reviewer, procedureId);
    const blurred = files.find((one) => one.fileName === '拍糊了.png')?.id ?? '';
    const removed = await runUseCase(scene.at(testNow, reviewer), removeProcedureFile, {
      procedureId,
      recordFileId: blurred,
    });
    assert.equal(removed.name, '拍糊了.png');

    const { rows } = await runUseCase(scene.at(testNow, ofMarket), listOwnParticipation, {});
    assert.ok(
      rows.some((one) => one.procedureId === procedureId),
      'those who come along find it',
    );
    const seen = await look(ofMarket, procedureId);
    assert.equal(seen.fileToAdd, null, 'whose case it is makes the record');
    assert.deepEqual(
      seen.files.map((one) => one.sha256),
      [sha256],
    );
    const recordFileId = seen.files[0]?.id ?? '';
    const file = await runUseCase(scene.at(testNow, ofMarket), viewProcedureFile, {
      procedureId,
      recordFileId,
    });
    const bytes = await stage.files.read('extranet', file.fileId);
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256);
    await assert.rejects(
      runUseCase(scene.at(testNow, ofMarket), attachProcedureFile, {
        procedureId,
        file: await received('外单位.png', buildPng()),
      }),
      isCode('no-such-procedure'),
      'the walls give them nothing to change',
    );
    const stranger = await scene.officer('jinping-market-supervision', 'reviewer');
    await assert.rejects(look(stranger, procedureId), isCode('no-such-procedure'));

    await conclude(reviewer, procedureId);
    await assert.rejects(
      runUseCase(scene.at(testNow, reviewer), removeProcedureFile, { procedureId, recordFileId }),
      isCode('record-made'),
    );
    await assert.rejects(photograph(reviewer, procedureId, '后来的.png'), isCode('record-made'));
    const view = await scene.look(testNow, reviewer, caseId);
    assert.deepEqual(
      view.procedures[0]?.files.map((one) => [one.fileName, one.sealed]),
      [['安全出口.png', true]],
    );
    assert.ok(view.story.some((line) => line.text.zh === '踏勘照片：1 份'));
    const { rows: kept } = await scene.city.database.migratorPool.query<{ kept: boolean }>(
      'select kept_at is not null as kept from platform.file where id = $1',
      [file.fileId],
    );
    assert.equal(kept[0]?.kept, true, 'the file store keeps it as well');
  });

  test('a photograph is a picture, and a record holds twenty files at most', async () => {
    const { procedureId } = await openVisit(reviewer, [], 'fire-safety-check');
    await assert.rejects(
      runUseCase(scene.at(testNow, reviewer), attachProcedureFile, {
        procedureId,
        file: await received('记录.pdf', await buildPdf()),
      }),
      isCode('file-not-taken'),
    );
    for (let count = 1; count <= 20; count += 1) await photograph(reviewer, procedureId, `${count}.png`);
    await assert.rejects(photograph(reviewer, procedureId, '21.png'), isCode('file-not-taken'));
  });

  test('what has a record of words alone takes no file', async () => {
    const { caseId } = await openVisit(reviewer, [], 'fire-safety-check');
    await runUseCase(scene.at(testNow, reviewer), openProcedure, {
      caseId,
      revision: (await scene.look(testNow, reviewer, caseId)).revision,
      kind: 'publicity',
      request: '公示。',
      dueOn: '2026-12-04',
    });
    await scene.city.app.workUntilDone();
    const { procedures } = await scene.look(testNow, reviewer, caseId);
    const procedureId = procedures.find((one) => one.kind === 'publicity')?.id ?? '';
    await assert.rejects(photograph(reviewer, procedureId, '公示栏.png'), isCode('no-files'));
  });

  test('an inspection that is a step of the case has photographs too', async () => {
    const { caseOf } = await scene.apply();
    const caseId = caseOf('fire-safety-check').id;
    const add = async (fileName: string) =>
      runUseCase(scene.at(testNow, reviewer), attachInspectionPhotograph, {
        caseId,
        file: await received(fileName, buildPng()),
      });
    await assert.rejects(add('太早.png'), isCode('not-now'));
    await runUseCase(scene.at(testNow, reviewer), acceptCase, { caseId, revision: 1 });
    await add('灭火器.png');
    await add('重复.png');
    const { photographs } = await scene.look(testNow, reviewer, caseId);
    await runUseCase(scene.at(testNow, reviewer), removeInspectionPhotograph, {
      caseId,
      recordFileId: photographs.find((one) => one.fileName === '重复.png')?.id ?? '',
    });
    const { revision, colleagues } = await scene.look(testNow, reviewer, caseId);
    await runUseCase(scene.at(testNow, reviewer), inspectCase, {
      caseId,
      revision,
      conclusion: 'in-order',
      opinion: '符合要求。',
      companionId: colleagues[0]?.id ?? '',
    });
    const view = await scene.look(testNow, reviewer, caseId);
    assert.deepEqual(
      view.photographs.map((one) => [one.fileName, one.sealed]),
      [['灭火器.png', true]],
    );
    assert.ok(view.story.some((line) => line.text.zh === '现场检查照片：1 份'));
    await assert.rejects(add('太晚.png'), isCode('not-now'));
    const recordFileId = view.photographs[0]?.id ?? '';
    await runUseCase(scene.at(testNow, reviewer), viewCaseFile, { caseId, recordFileId });
    await assert.rejects(
      runUseCase(scene.at(testNow, ofMarket), viewCaseFile, { caseId, recordFileId }),
      isCode('no-such-case'),
    );
  });

  test('they go into the archive package with their hashes', async () => {
    const { caseId, procedureId } = await openVisit(ofMarket, [organOf(reviewer)], 'business-licence');
    await stage.giveBytes(caseId);
    const sha256 = await photograph(ofMarket, procedureId, '门面.png');
    await conclude(ofMarket, procedureId);
    await scene.decideAccepted(testNow, market, caseId, 'granted');
    await stage.archive(caseId, days(60));
    const [row] = await stage.packages(caseId);
    assert.ok(row !== undefined, 'it was sealed');
    const folder = await mkdtemp(path.join(tmpdir(), 'yizhan-record-files-'));
    try {
      const { faults, manifest } = await verifyPackage(await stage.copyOut(row, folder));
      assert.deepEqual(faults, []);
      const packed = manifest?.files.find((one) => one.path === 'records/01_踏勘照片.png');
      assert.equal(packed?.sha256, sha256);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
