import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Actor } from '#kernel/actors';
import { isAppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { exampleIdNumber } from '#modules/identity';
import { runUseCase } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
import { requestAs, testNow } from '#test/kit/requests';
import { acceptCase } from './accept-case.ts';
import { buildDraft } from './case-fixtures.ts';
import { findDeliverables, handOutAtCounter, viewDeliverablePaper } from './counter-deliveries.ts';
import { CounterScene } from './counter-fixtures.ts';
import { callNext, takeTicket, ticketLabel } from './counter-queue.ts';
import { viewCounterReceipt } from './counter-receipt.ts';
import { discardCounterDraft } from './discard-counter-draft.ts';
import { offerHandOver } from './hand-over-draft.ts';
import { saveDraft } from './save-draft.ts';
import { takeUpDraft } from './start-counter-draft.ts';
import { submitApplication } from './submit-application.ts';
import { viewApplication } from './view-application.ts';
import { viewCounter } from './view-counter.ts';
import { viewDraft } from './view-draft.ts';

const isCode = (code: string) => (error: unknown) => isAppError(error) && error.code === code;
const isFieldError = (field: string) => (error: unknown) =>
  isAppError(error) && error.fields.some((one) => one.field === field);

describe('what goes on around a counter', () => {
  let city: TestCity;
  let scene: CounterScene;

  before(async () => {
    city = await startTestCity();
    const as = (actor: Actor, now = testNow) => requestAs(city.database, actor, { now });
    scene = await CounterScene.open(as, city.database.migratorPool);
  });
  after(() => city.close());

  test('an online draft is continued by its code, once, by its own applicant, and comes back when discarded', async () => {
    const online = await buildDraft(scene.as(scene.resident));
    const own = await runUseCase(scene.as(scene.resident), viewDraft, { draftId: online });
    const { revision } = own.draft;
    const offered = await runUseCase(scene.as(scene.resident), offerHandOver, { draftId: online, revision });
    assert.match(offered.code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const takeUp = (code: string, now = testNow) =>
      runUseCase(scene.as(scene.longhu, now), takeUpDraft, {
        organId: scene.organOf(scene.longhu),
        code,
        ticketLabel: null,
      });
    await assert.rejects(takeUp('3467-ACDE'), isCode('no-such-code'));
    await assert.rejects(
      takeUp(offered.code, new Date(offered.expiresAt.getTime() + 1)),
      isCode('no-such-code'),
    );
    const draftId = await takeUp(offered.code.toLowerCase().replace('-', ' '));
    await assert.rejects(takeUp(offered.code), isCode('no-such-code'));
    const page = { draftId: online, revision: revision + 1, pageKey: 'shop', answers: {} };
    await assert.rejects(runUseCase(scene.as(scene.resident), saveDraft, page), isCode('draft-at-counter'));
    await assert.rejects(
      runUseCase(scene.as(scene.resident), submitApplication, {
        draftId: online,
        revision: revision + 1,
        declared: true,
      }),
      isCode('draft-at-counter'),
    );
    await assert.rejects(scene.identify(draftId, scene.person()), isFieldError('number'));
    const discarded = await runUseCase(scene.as(scene.longhu), discardCounterDraft, {
      draftId,
      revision: await scene.revisionOf(draftId),
    });
    assert.deepEqual(discarded, [], 'the portal’s files are the applicant’s');
    const back = await runUseCase(scene.as(scene.resident), viewDraft, { draftId: online });
    const again = await runUseCase(scene.as(scene.resident), offerHandOver, {
      draftId: online,
      revision: back.draft.revision,
    });
    const second = await takeUp(again.code);
    await scene.identify(second, scene.person('00000019900101000X', '示例居民甲'));
    const applicationId = await scene.printAndSend(second);
    await city.app.workUntilDone();
    const seen = await runUseCase(scene.as(scene.resident), viewApplication, { applicationId });
    assert.equal(seen.cases.length, 3, 'the applicant follows it on the portal');
  });

  test('the queue counts without gaps and calls everybody once', async () => {
    const organId = scene.organOf(scene.longhu);
    const labels = await Promise.all(
      [1, 2, 3].map(() => runUseCase(scene.as(scene.longhu), takeTicket, { organId })),
    );
    assert.deepEqual([...labels].sort(), ['A001', 'A002', 'A003']);
    assert.equal(ticketLabel(1234), 'A1234');
    const called = [
      await runUseCase(scene.as(scene.longhu), callNext, { organId }),
      await runUseCase(scene.as(scene.longhu), callNext, { organId }),
    ];
    assert.deepEqual(called, ['A001', 'A002']);
    const { counters } = await runUseCase(scene.as(scene.longhu), viewCounter, {});
    assert.deepEqual(
      counters.map(({ waiting, called: last }) => [waiting, last]),
      [[1, 'A002']],
    );
    await assert.rejects(runUseCase(scene.as(scene.jinping), callNext, { organId }), isCode('not-permitted'));
    const tomorrow = new Date(testNow.getTime() + 24 * 3_600_000);
    await assert.rejects(
      runUseCase(scene.as(scene.longhu, tomorrow), callNext, { organId }),
      isCode('nobody-waits'),
    );
    assert.equal(await runUseCase(scene.as(scene.longhu, tomorrow), takeTicket, { organId }), 'A001');
  });

  test('a clerk hands out what any organ of the district issued, and another district’s clerk sees none of it', async () => {
    const number = exampleIdNumber();
    const applicationId = await scene.printAndSend(await scene.complete(scene.person(number)));
    await city.app.workUntilDone();
    const receipt = await runUseCase(scene.as(scene.longhu), viewCounterReceipt, { applicationId });
    const reviewer = await scene.officer('longhu-market-reviewer');
    const ready = await runUseCase(scene.as(scene.longhu), findDeliverables, {
      number: receipt.number.toLowerCase(),
    });
    assert.equal(ready.length, 3);
    const licence = ready.find((one) => one.serviceName.zh.includes('营业执照'));
    assert.ok(licence !== undefined);
    await runUseCase(scene.as(reviewer), acceptCase, { caseId: licence.caseId, revision: 1 });
    await city.app.workUntilDone();
    const byDocument = await runUseCase(scene.as(scene.longhu), findDeliverables, {
      documentKind: 'resident-id',
      documentNumber: number,
    });
    const items = byDocument.find((one) => one.caseId === licence.caseId)?.items ?? [];
    assert.deepEqual(
      items.map((one) => one.kind),
      ['receipt-of-materials', 'acceptance'],
    );
    assert.deepEqual(
      await runUseCase(scene.as(scene.jinping), findDeliverables, { number: receipt.number }),
      [],
    );
    const paperId = items[1]?.paperId ?? '';
    const { caseId } = licence;
    const paper = await runUseCase(scene.as(scene.longhu), viewDeliverablePaper, { caseId, paperId });
    assert.equal(paper.paper.id, paperId);
    await assert.rejects(
      runUseCase(scene.as(scene.jinping), viewDeliverablePaper, { caseId, paperId }),
      isCode('no-such-paper'),
    );
    const delivery = {
      caseId,
      paperIds: [paperId],
      receiverName: '示例店主',
      receiverRelation: 'applicant' as const,
      statement: '本人到窗口领取，已签名。',
      signed: 'paper' as const,
    };
    await assert.rejects(
      runUseCase(scene.as(scene.jinping), handOutAtCounter, delivery),
      isCode('nothing-to-deliver'),
    );
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), handOutAtCounter, { ...delivery, statement: ' ' }),
      isFieldError('statement'),
    );
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), handOutAtCounter, { ...delivery, paperIds: [null] }),
      isCode('nothing-to-deliver'),
    );
    await runUseCase(scene.as(scene.longhu), handOutAtCounter, delivery);
    await assert.rejects(
      runUseCase(scene.as(scene.longhu), handOutAtCounter, delivery),
      isCode('delivered-before'),
    );
    const after = await runUseCase(scene.as(scene.longhu), findDeliverables, { number: licence.caseNumber });
    assert.equal(after[0]?.items.find((one) => one.paperId === paperId)?.deliveredOn, '2026-11-23');
  });

  test('the extranet’s login adds no application of the portal, of another counter or in another’s name', async () => {
    const client = await city.database.pools.get('extranet').connect();
    const columns = `id, draft_id, number, query_code_encrypted, query_code_hmac, resident_id, applicant_name,
      applicant_id_number_encrypted, life_event_version_id, form_version_id, situations, answers, evidence, services,
      district_code, division_code, submitted_at, channel, received_by, received_at_organ_id`;
    const attempt = async (channel: string, clerk: Id | null, organ: Id | null) => {
      await client.query('begin');
      try {
        await client.query(
          `select set_config('yizhan.actor_id', $1, true), set_config('yizhan.organ_ids', $2, true)`,
          [scene.longhu.id, `{${scene.organOf(scene.longhu)}}`],
        );
        const id = newId(testNow);
        await client.query(
          `insert into cases.application (${columns}) select $1::uuid, $1::uuid, $1::text, '', '', $2, '', '', version.id, form.id,
             '{}', '{}', '{}', '[]', '440507', '440507001', now(), $3, $4, $5
           from catalogue.life_event_version version, catalogue.form_version form limit 1`,
          [id, scene.resident.id, channel, clerk, organ],
        );
        return 'added';
      } catch (error) {
        return error instanceof Error ? error.message : '';
      } finally {
        await client.query('rollback');
      }
    };
    try {
      assert.equal(await attempt('window', scene.longhu.id, scene.organOf(scene.longhu)), 'added');
      assert.match(await attempt('portal', null, null), /row-level security/);
      assert.match(
        await attempt('window', scene.longhu.id, scene.organOf(scene.jinping)),
        /row-level security/,
      );
      assert.match(
        await attempt('window', scene.jinping.id, scene.organOf(scene.longhu)),
        /row-level security/,
      );
      await assert.rejects(client.query('select answers from cases.application'), /permission denied/);
      await assert.rejects(client.query('select * from identity.resident'), /permission denied/);
      await assert.rejects(client.query('select * from cases.draft'), /permission denied/);
      const { rowCount } = await client.query('select from platform.file');
      assert.equal(rowCount, 0, 'nobody’s files are nobody’s to see');
    } finally {
      client.release();
    }
  });
});
