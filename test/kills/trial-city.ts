// Owns a database with trial processes, and workers on it as processes of their own; refuses to outlive its test.
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Id, newId } from '#kernel/ids';
import { getLatestDefinition, publishProcess, startInstance, storeProcessChange } from '#modules/work';
import { createVault } from '#platform/crypto';
import { inTransaction } from '#platform/database';
import { shantouSeed } from '#test/kit/city';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';

/** What a worker is told at its start. */
export interface TrialWorkerSettings {
  readonly databaseUrl: string;
  readonly rolePrefix: string;
  readonly passwords: Readonly<Record<string, string>>;
  readonly keys: Parameters<typeof createVault>[0];
  readonly aheadMs: number;
}

export interface TrialWorker {
  readonly ready: Promise<void>;
  kill(): Promise<void>;
}

export interface TrialCity {
  readonly database: TestDatabase;
  /** A sender and a receiver of its message; both ids once they are committed. */
  startPair(): Promise<readonly Id[]>;
  startWorker(aheadMs: number): TrialWorker;
  /** Whoever's task was completed, as far as the worker could still say so. */
  readonly acknowledged: ReadonlySet<Id>;
  /** What workers complained of. */
  said(): string;
  close(): Promise<void>;
}

const actor = { kind: 'system', name: 'tests' } as const;

function modelOf(id: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="https://example.com/yizhan">
  <message id="note-message" name="note"/>
  <process id="${id}" isExecutable="true">${content}</process>
</definitions>`;
}

function flows(...ids: readonly string[]): string {
  return ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="to-${id}" sourceRef="${ids[index]}" targetRef="${id}"/>`)
    .join('');
}

const service = (id: string) => `<serviceTask id="${id}" camunda:type="external" camunda:topic="do-it"/>`;

const senderModel = modelOf(
  'kill-sender',
  `<startEvent id="start"/><userTask id="ask" camunda:candidateGroups="reviewer"/>${service('first')}
   <intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent>
   <intermediateThrowEvent id="tell"><messageEventDefinition messageRef="note-message"/></intermediateThrowEvent>
   ${service('second')}<endEvent id="end"/>${flows('start', 'ask', 'first', 'pause', 'tell', 'second', 'end')}`,
);
const receiverModel = modelOf(
  'kill-receiver',
  `<startEvent id="start"/>
   <intermediateCatchEvent id="hear"><messageEventDefinition messageRef="note-message"/></intermediateCatchEvent>
   ${service('third')}<endEvent id="end"/>${flows('start', 'hear', 'third', 'end')}`,
);

/** Publishes the models, and makes the tables in which workers say what they did. */
async function prepareTrials(database: TestDatabase): Promise<Id> {
  const { migratorPool } = database;
  for (const model of [senderModel, receiverModel]) {
    await inTransaction(migratorPool, actor, { readOnly: false }, (db) =>
      publishProcess(db, model, new Date()),
    );
  }
  await migratorPool.query(
    `create schema trial;
     create table trial.effect (subject_id uuid not null, element text not null);
     create table trial.performance (subject_id uuid not null, element text not null);
     grant usage on schema trial to public;
     grant select, insert on trial.effect, trial.performance to public`,
  );
  const { rows } = await migratorPool.query<{ id: Id }>('select id from organs.organ limit 1');
  assert.ok(rows[0] !== undefined);
  return rows[0].id;
}

function startTrial(database: TestDatabase, key: string, organId: Id): Promise<Id> {
  const vault = createVault(database.secrets.keys);
  const pool = database.pools.get('worker_extranet');
  return inTransaction(pool, actor, { readOnly: false }, async (db) => {
    const now = new Date();
    const { id: definitionId, process, called } = await getLatestDefinition(db, key);
    const subject = { kind: 'trial', id: newId(now) };
    const about = { id: newId(now), definitionId, process, called, subject, organId };
    const change = startInstance({ ...about, districtCode: '440507', variables: {} }, now);
    await storeProcessChange(db, change, { actor, now, requestId: newId(now), vault });
    return subject.id;
  });
}

function forkWorker(database: TestDatabase, aheadMs: number): ChildProcess {
  const told: TrialWorkerSettings = {
    databaseUrl: database.url,
    rolePrefix: database.rolePrefix,
    passwords: database.secrets.loginPasswords,
    keys: database.secrets.keys,
    aheadMs,
  };
  return fork(path.join(import.meta.dirname, 'trial-worker.ts'), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: process.env['PATH'], TRIAL_WORKER: JSON.stringify(told) },
  });
}

export async function openTrialCity(): Promise<TrialCity> {
  const database = await createTestDatabase({ seed: await shantouSeed() });
  const organId = await prepareTrials(database);
  const start = (key: string) => startTrial(database, key, organId);
  const acknowledged = new Set<Id>();
  const children = new Set<ChildProcess>();
  let said = '';
  return {
    database,
    acknowledged,
    said: () => said,
    startPair: async () => [await start('kill-receiver'), await start('kill-sender')],
    startWorker(aheadMs) {
      const child = forkWorker(database, aheadMs);
      children.add(child);
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      const ended = once(child, 'exit').then(() => void children.delete(child));
      const ready = new Promise<void>((resolve) => {
        child.on('message', (message: { readonly acknowledged?: Id; readonly ready?: boolean }) => {
          if (message.ready === true) resolve();
          if (message.acknowledged !== undefined) acknowledged.add(message.acknowledged);
        });
      });
      return {
        // One that ends by itself is ready too: the test sees then that nothing is done.
        ready: Promise.race([ready, ended]),
        async kill() {
          child.kill('SIGKILL');
          await ended;
        },
      };
    },
    async close() {
      for (const child of children) {
        child.kill('SIGKILL');
        await once(child, 'exit').catch(() => undefined);
      }
      await database.close();
    },
  };
}
