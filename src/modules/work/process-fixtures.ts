// Owns processes of no case on which tests try the durable runtime; refuses the machine's clock.
import assert from 'node:assert/strict';
import type { Command, Variables } from '#engines/bpmn';
import { type Id, newId } from '#kernel/ids';
import { createVault } from '#platform/crypto';
import { inTransaction } from '#platform/database';
import type { UseCaseContext, UseCaseRequest } from '#platform/use-case';
import { shantouSeed } from '#test/kit/city';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';
import { getLatestDefinition, publishProcess } from './process-definitions.ts';
import { advanceInstance, type ProcessInstance, startInstance } from './process-instance.ts';
import { lockInstance, storeProcessChange } from './process-store.ts';

/** A model of one process; `content` are its elements and flows. */
export function modelOf(id: string, content: string, roots = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  targetNamespace="https://example.com/yizhan">
  ${roots}
  <process id="${id}" isExecutable="true">${content}</process>
</definitions>`;
}

/** Elements one after another, from a start to an end; each is XML whose first id is its own. */
export function sequenceOf(...elements: readonly string[]): string {
  const ids = elements.map((xml) => /id="([^"]+)"/.exec(xml)?.[1] ?? '');
  const path = ['start', ...ids, 'end'];
  const flows = path
    .slice(1)
    .map((id, index) => `<sequenceFlow id="to-${id}" sourceRef="${path[index]}" targetRef="${id}"/>`);
  return ['<startEvent id="start"/>', ...elements, '<endEvent id="end"/>', ...flows].join('');
}

export function serviceTask(id: string, topic: string): string {
  return `<serviceTask id="${id}" camunda:type="external" camunda:topic="${topic}"/>`;
}

export function userTask(id: string, more = ''): string {
  return `<userTask id="${id}" camunda:candidateGroups="reviewer">${more}</userTask>`;
}

/** A database with a city's organs, and processes that run for subjects of the kind `trial`. */
export interface ProcessScene {
  readonly database: TestDatabase;
  readonly clock: { now: Date };
  readonly organId: Id;
  /** As the worker's loops have it. */
  request(): Omit<UseCaseRequest, 'actor' | 'login'>;
  asSystem(): UseCaseRequest;
  publish(xml: string): Promise<void>;
  /** Answers with the new subject's id. */
  start(key: string, variables?: Variables): Promise<Id>;
  /** One command in a transaction of its own, under the instance's lock, as use cases do. */
  move(subjectId: Id, command: (instance: ProcessInstance) => Command): Promise<void>;
  read(subjectId: Id): Promise<ProcessInstance>;
  /** Rows of a query as the owner sees them. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  later(ms: number): void;
  close(): Promise<void>;
}

export async function openProcessScene(): Promise<ProcessScene> {
  const database = await createTestDatabase({ seed: await shantouSeed(), maxConnections: 8 });
  const clock = { now: testNow };
  const vault = createVault(database.secrets.keys);
  const pool = database.pools.get('worker_extranet');
  const actor = { kind: 'system', name: 'trial' } as const;
  const organs = await database.migratorPool.query<{ id: Id }>(
    `select id from organs.organ where key = 'longhu-market-supervision'`,
  );
  const organId = organs.rows[0]?.id;
  assert.ok(organId !== undefined);
  const context = (): UseCaseContext => ({ actor, now: clock.now, requestId: newId(clock.now), vault });
  const request = () => ({ requestId: newId(clock.now), now: clock.now, pools: database.pools, vault });
  const write = { readOnly: false };
  return {
    database,
    clock,
    organId,
    request,
    asSystem: () => ({ ...request(), actor, login: 'worker_extranet' }),
    async publish(xml) {
      await inTransaction(database.migratorPool, actor, write, (db) => publishProcess(db, xml, clock.now));
    },
    async start(key, variables = {}) {
      const subject = { kind: 'trial', id: newId(clock.now) };
      await inTransaction(pool, actor, write, async (db) => {
        const { id: definitionId, process, called } = await getLatestDefinition(db, key);
        const start = { id: newId(clock.now), definitionId, process, called, subject, organId, variables };
        const change = startInstance({ ...start, districtCode: '440507' }, clock.now);
        await storeProcessChange(db, change, context());
      });
      return subject.id;
    },
    async move(subjectId, command) {
      await inTransaction(pool, actor, write, async (db) => {
        const instance = await lockInstance(db, subjectId);
        await storeProcessChange(db, advanceInstance(instance, command(instance), clock.now), context());
      });
    },
    read: (subjectId) => inTransaction(pool, actor, write, (db) => lockInstance(db, subjectId)),
    rows: async (text, values = []) => (await database.migratorPool.query(text, [...values])).rows,
    later(ms) {
      clock.now = new Date(clock.now.getTime() + ms);
    },
    close: () => database.close(),
  };
}
