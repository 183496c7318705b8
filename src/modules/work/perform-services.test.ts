import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isAppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { inTransaction } from '#platform/database';
import { runUseCase } from '#platform/use-case';
import { fireDueTimers } from './fire-timer.ts';
import { retryIncident, skipIncident, viewIncidents } from './handle-incidents.ts';
import { escalateFromService, performDueServices } from './perform-services.ts';
import {
  modelOf,
  openProcessScene,
  type ProcessScene,
  sequenceOf,
  serviceTask,
  userTask,
} from './process-fixtures.ts';
import {
  attemptsMost,
  leaseMs,
  retryDelaysMs,
  ServiceError,
  type ServiceHandler,
  type ServiceJob,
} from './service-job.ts';
import { claimServiceJob } from './service-job-store.ts';

interface JobRow {
  readonly status: string;
  readonly attempts: number;
  readonly last_error_code: string | null;
  readonly skip_reason: string | null;
}

describe('services that processes ask for', () => {
  let scene: ProcessScene;
  before(async () => {
    scene = await openProcessScene();
    await scene.publish(modelOf('one-service', sequenceOf(serviceTask('work', 'do-it'), userTask('look'))));
    await scene.publish(
      modelOf(
        'caught',
        `${sequenceOf(serviceTask('work', 'do-it'))}
         <boundaryEvent id="gone" attachedToRef="work"><errorEventDefinition errorRef="gone-error"/></boundaryEvent>
         ${userTask('repair')}<sequenceFlow id="f1" sourceRef="gone" targetRef="repair"/>`,
        '<error id="gone-error" errorCode="register-gone"/>',
      ),
    );
  });
  after(() => scene.close());

  /** Does the service by completing it, as a module's use case would; counts how often. */
  function handler(done: Id[], before: (job: ServiceJob) => void = () => undefined): ServiceHandler {
    return {
      subjectKind: 'trial',
      topic: 'do-it',
      async perform(_request, job) {
        before(job);
        await scene.move(job.subject.id, () => ({ type: 'completeService', serviceId: job.serviceId }));
        done.push(job.subject.id);
      },
    };
  }
  const jobOf = async (subjectId: Id) => {
    const [row] = await scene.rows<JobRow>(
      'select status, attempts, last_error_code, skip_reason from work.service_job where subject_id = $1',
      [subjectId],
    );
    assert.ok(row !== undefined);
    return row;
  };
  const waitsAt = async (subjectId: Id) =>
    (await scene.read(subjectId)).state.tokens.map((token) => token.element);
  const operator = async () => {
    const [row] = await scene.rows<{ officer: Id; post: Id; organ: Id }>(
      `select holding.officer_id as officer, post.id as post, post.organ_id as organ
       from identity.post_holding holding join organs.post on post.id = holding.post_id
       where post.role = 'system-administrator'`,
    );
    assert.ok(row !== undefined);
    const post = { postId: row.post, organId: row.organ, role: 'system-administrator' } as const;
    return { ...scene.request(), actor: { kind: 'officer', id: row.officer, posts: [post] } } as const;
  };
  const numbers = new Map<Id, string>();
  const ports = { handlers: [] as readonly ServiceHandler[], findCaseNumbers: async () => numbers };
  const failing: ServiceHandler = {
    subjectKind: 'trial',
    topic: 'do-it',
    perform: () => Promise.reject(new Error('张三的电话')),
  };
  /** Until it has failed for good. */
  async function exhaust(handlers: readonly ServiceHandler[]): Promise<void> {
    for (let attempt = 1; attempt <= attemptsMost; attempt += 1) {
      await performDueServices(scene.request(), handlers);
      scene.later(retryDelaysMs[attempt - 1] ?? 0);
    }
  }

  test('are done once each, whatever the number of workers', async () => {
    const subjects: Id[] = [];
    for (let count = 0; count < 12; count += 1) subjects.push(await scene.start('one-service'));
    const done: Id[] = [];
    const workers = await Promise.all(
      Array.from({ length: 4 }, () => performDueServices(scene.request(), [handler(done)])),
    );
    assert.deepEqual(
      workers.flatMap(({ failures }) => failures),
      [],
    );
    assert.deepEqual([...done].sort(), [...subjects].sort());
    for (const subjectId of subjects) {
      assert.equal((await jobOf(subjectId)).status, 'done');
      assert.deepEqual(await waitsAt(subjectId), ['look']);
    }
  });

  test('that fail are tried again later and later, hold up no other, and become an incident', async () => {
    const bad = await scene.start('one-service');
    const good = await scene.start('one-service');
    const done: Id[] = [];
    const picky = handler(done, ({ subject }) => {
      if (subject.id === bad) throw new Error('张三的电话');
    });
    const first = await performDueServices(scene.request(), [picky]);
    assert.deepEqual([first.performed, first.failures.length, done], [1, 1, [good]]);
    for (const delayMs of retryDelaysMs) {
      scene.later(delayMs - 1);
      assert.equal((await performDueServices(scene.request(), [picky])).failures.length, 0, 'not yet due');
      scene.later(1);
      assert.equal((await performDueServices(scene.request(), [picky])).failures.length, 1);
    }
    assert.deepEqual(await jobOf(bad), {
      status: 'incident',
      attempts: attemptsMost,
      last_error_code: 'Error',
      skip_reason: null,
    });
    scene.later(86_400_000);
    assert.deepEqual((await performDueServices(scene.request(), [picky])).failures, []);
    const { incidents } = await runUseCase(await operator(), viewIncidents, { ports });
    assert.deepEqual(
      incidents.map(({ kind, topic, element, processKey, errorCode, attempts, canSkip }) => ({
        kind,
        topic,
        element,
        processKey,
        errorCode,
        attempts,
        canSkip,
      })),
      [
        {
          kind: 'service',
          topic: 'do-it',
          element: 'work',
          processKey: 'one-service',
          errorCode: 'Error',
          attempts: attemptsMost,
          canSkip: true,
        },
      ],
    );
    assert.ok(!JSON.stringify(incidents).includes(bad), 'of the case the operator sees its number at most');
    const incidentId = incidents[0]?.id ?? '';
    await runUseCase(await operator(), retryIncident, { incidentId });
    assert.equal((await performDueServices(scene.request(), [handler(done)])).performed, 1);
    assert.deepEqual([(await jobOf(bad)).status, await waitsAt(bad)], ['done', ['look']]);
    await assert.rejects(
      runUseCase(await operator(), retryIncident, { incidentId }),
      (error: unknown) => isAppError(error) && error.code === 'no-incident',
    );
  });

  test('that an operator skips with a reason let the process go on, by a worker, on record', async () => {
    const subjectId = await scene.start('one-service');
    await exhaust([failing]);
    const asked = await operator();
    const incidentId = (await runUseCase(asked, viewIncidents, { ports })).incidents[0]?.id ?? '';
    const skip = { incidentId, reason: '登记系统已停用，改由人工登记。', ports };
    await runUseCase(asked, skipIncident, skip);
    assert.deepEqual(await waitsAt(subjectId), ['work'], 'the operator’s own login reaches no process');
    assert.equal((await performDueServices(scene.request(), [failing])).performed, 1);
    const job = await jobOf(subjectId);
    assert.deepEqual(
      [job.status, job.skip_reason, await waitsAt(subjectId)],
      ['skipped', skip.reason, ['look']],
    );
    const audited = await scene.rows<{ action: string; actor_id: Id | null }>(
      `select action, actor_id from platform.audit_entry where action like 'skip-%' order by occurred_at, action`,
    );
    assert.deepEqual(
      audited.map(({ action, actor_id }) => [action, actor_id === asked.actor.id]),
      [
        ['skip-incident', true],
        ['skip-service', false],
      ],
    );
    const told = await scene.rows<{ data: unknown }>(
      `select data from platform.event where type = 'ProcessServiceSkipped' and subject_id = $1`,
      [subjectId],
    );
    assert.deepEqual(told, [{ data: { topic: 'do-it', element: 'work' } }]);
  });

  test('that the law requires are skipped by nobody: not by an operator, and not by what was asked before', async () => {
    const subjectId = await scene.start('one-service');
    const required = { ...failing, whyNotSkipped: { zh: '依法必须办理。', en: 'The law requires it.' } };
    await exhaust([required]);
    const asked = await operator();
    const knowing = { ...ports, handlers: [required] };
    const [incident] = (await runUseCase(asked, viewIncidents, { ports: knowing })).incidents;
    assert.deepEqual([incident?.canSkip, incident?.whyNotSkipped?.en], [false, 'The law requires it.']);
    const skip = { incidentId: incident?.id ?? '', reason: '不再需要。' };
    await assert.rejects(
      runUseCase(asked, skipIncident, { ...skip, ports: knowing }),
      (error: unknown) => isAppError(error) && error.code === 'not-skippable',
    );
    await runUseCase(asked, skipIncident, { ...skip, ports });
    assert.equal((await performDueServices(scene.request(), [required])).failures.length, 1);
    const { status, last_error_code: code } = await jobOf(subjectId);
    assert.deepEqual([status, code], ['incident', 'conflict/not-skippable']);
    assert.deepEqual(await waitsAt(subjectId), ['work']);
    await runUseCase(asked, retryIncident, { incidentId: skip.incidentId });
    assert.equal((await performDueServices(scene.request(), [handler([])])).performed, 1);
  });

  test('show as incidents to nobody but an operator, and the database asks for the post itself', async () => {
    const subjectId = await scene.start('one-service');
    await performDueServices(scene.request(), []);
    assert.equal((await jobOf(subjectId)).status, 'incident', 'nobody does it: trying again can’t help');
    const asked = await operator();
    const reviewer = {
      ...asked,
      actor: { ...asked.actor, posts: [{ ...asked.actor.posts[0], role: 'reviewer' }] },
    } as const;
    await assert.rejects(
      runUseCase(reviewer, viewIncidents, { ports }),
      (error: unknown) => isAppError(error) && error.kind === 'forbidden',
    );
    const pretender = { ...asked, actor: { ...asked.actor, id: subjectId } };
    assert.deepEqual((await runUseCase(pretender, viewIncidents, { ports })).incidents, []);
    const incidentId = (await runUseCase(asked, viewIncidents, { ports })).incidents[0]?.id ?? '';
    await assert.rejects(
      runUseCase(pretender, retryIncident, { incidentId }),
      (error: unknown) => isAppError(error) && error.code === 'no-incident',
    );
    await runUseCase(asked, retryIncident, { incidentId });
    await performDueServices(scene.request(), [handler([])]);
  });

  test('go on after a worker was killed: before it began, when the lease ends; after it was done, not at all', async () => {
    const done: Id[] = [];
    const before = await scene.start('one-service');
    const pool = scene.database.pools.get('worker_extranet');
    const actor = { kind: 'system', name: 'killed' } as const;
    const claim = () =>
      inTransaction(pool, actor, { readOnly: false }, (db) => claimServiceJob(db, scene.clock.now));
    assert.equal((await claim())?.subject.id, before);
    assert.equal((await performDueServices(scene.request(), [handler(done)])).performed, 0);
    scene.later(leaseMs);
    assert.equal((await performDueServices(scene.request(), [handler(done)])).performed, 1);
    const later = await scene.start('one-service');
    const job = await claim();
    assert.ok(job !== undefined);
    await handler(done).perform(scene.asSystem(), job);
    scene.later(leaseMs);
    assert.equal((await performDueServices(scene.request(), [handler(done)])).performed, 0);
    assert.deepEqual(done, [before, later]);
  });

  test('under which every worker dies become an incident instead of killing for ever', async () => {
    const subjectId = await scene.start('one-service');
    const pool = scene.database.pools.get('worker_extranet');
    for (let death = 0; death < attemptsMost; death += 1) {
      await inTransaction(pool, { kind: 'system', name: 'killed' }, { readOnly: false }, (db) =>
        claimServiceJob(db, scene.clock.now),
      );
      scene.later(leaseMs);
    }
    const done: Id[] = [];
    await performDueServices(scene.request(), [handler(done)]);
    const { status, last_error_code: code } = await jobOf(subjectId);
    assert.deepEqual([status, code, done], ['incident', 'unavailable/worker-died', []]);
  });

  test('end with an error that the model catches, and wait on where nothing catches it', async () => {
    const throwing: ServiceHandler = {
      subjectKind: 'trial',
      topic: 'do-it',
      perform: () => Promise.reject(new ServiceError('register-gone')),
    };
    const caught = await scene.start('caught');
    assert.deepEqual((await performDueServices(scene.request(), [throwing])).failures, []);
    assert.deepEqual([await waitsAt(caught), (await jobOf(caught)).status], [['repair'], 'cancelled']);
    const uncaught = await scene.start('one-service');
    assert.equal((await performDueServices(scene.request(), [throwing])).failures.length, 1);
    const { status, last_error_code: code } = await jobOf(uncaught);
    assert.deepEqual([status, code], ['incident', 'unavailable/error-not-caught']);
    assert.deepEqual(await waitsAt(uncaught), ['work'], 'the process is not ended for the engine’s sake');
  });

  test('may tell of an escalation and go on', async () => {
    const part = `<subProcess id="part"><startEvent id="begin"/>${serviceTask('work', 'do-it')}<endEvent id="done"/>
      <sequenceFlow id="p1" sourceRef="begin" targetRef="work"/><sequenceFlow id="p2" sourceRef="work" targetRef="done"/></subProcess>`;
    await scene.publish(
      modelOf(
        'escalating',
        `${sequenceOf(part)}
         <boundaryEvent id="slow" attachedToRef="part" cancelActivity="false"><escalationEventDefinition escalationRef="slow-escalation"/></boundaryEvent>
         ${userTask('hurry')}<sequenceFlow id="f1" sourceRef="slow" targetRef="hurry"/>`,
        '<escalation id="slow-escalation" escalationCode="slow"/>',
      ),
    );
    const subjectId = await scene.start('escalating');
    const done: Id[] = [];
    const slow: ServiceHandler = {
      ...handler(done),
      async perform(request, job) {
        await escalateFromService(request, job, 'slow');
        await handler(done).perform(request, job);
      },
    };
    assert.equal((await performDueServices(scene.request(), [slow])).performed, 1);
    assert.deepEqual([await waitsAt(subjectId), done], [['hurry'], [subjectId]]);
  });

  test('end with the process that no longer needs them', async () => {
    const subjectId = await scene.start('one-service');
    await scene.move(subjectId, () => ({ type: 'cancelInstance' }));
    assert.equal((await jobOf(subjectId)).status, 'cancelled');
  });

  test('a timer that fails stands in the same list until it fires', async () => {
    await scene.publish(
      modelOf(
        'bad-timer',
        `<startEvent id="start"/><intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
         <exclusiveGateway id="choose"/><endEvent id="end"/>
         <sequenceFlow id="f1" sourceRef="start" targetRef="wait"/><sequenceFlow id="f2" sourceRef="wait" targetRef="choose"/>
         <sequenceFlow id="f3" sourceRef="choose" targetRef="end"><conditionExpression xsi:type="tFormalExpression">=ready</conditionExpression></sequenceFlow>`,
      ),
    );
    const subjectId = await scene.start('bad-timer', { ready: false });
    scene.later(3_600_000);
    assert.equal((await fireDueTimers(scene.request())).failures.length, 1);
    const timers = async () =>
      (await runUseCase(await operator(), viewIncidents, { ports })).incidents.filter(
        ({ kind }) => kind === 'timer',
      );
    const [incident] = await timers();
    assert.deepEqual(
      [incident?.element, incident?.processKey, incident?.errorCode, incident?.canSkip],
      ['wait', 'bad-timer', 'unavailable/process-fault no-flow-chosen', false],
    );
    const incidentId = incident?.id ?? '';
    await assert.rejects(
      runUseCase(await operator(), skipIncident, { incidentId, reason: '不等了。', ports }),
      (error: unknown) => isAppError(error) && error.code === 'not-skippable',
    );
    await scene.move(subjectId, () => ({ type: 'setVariables', variables: { ready: true } }));
    await runUseCase(await operator(), retryIncident, { incidentId });
    assert.equal((await fireDueTimers(scene.request())).fired, 1);
    assert.deepEqual(await timers(), []);
  });
});
