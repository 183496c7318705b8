// Owns what the tests of this module stand on: an organ with its officers, a holder, a stranger; refuses other use.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import {
  type Actor,
  anonymous,
  type OfficerActor,
  type ResidentActor,
  type SystemActor,
} from '#kernel/actors';
import { legalDay, startOfDay } from '#kernel/dates';
import { isAppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { buildOfficer, buildResident } from '#modules/identity';
import { listNotices } from '#modules/notices';
import { buildOrgan, type Organ } from '#modules/organs';
import { createVault, type Vault } from '#platform/crypto';
import { type AnyDb, inTransaction, type Pools } from '#platform/database';
import {
  dispatchNext,
  hasUndispatchedEvents,
  registerSubscriber,
  type StoredEvent,
  type Subscriber,
} from '#platform/events';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import type { LicenceActBody, OrganLicenceView } from './contract.ts';
import type { LicenceChange } from './licence-change.ts';
import { platformEventOf } from './licence-events.ts';
import { buildLicence, fixtureNow, type LicenceFixture } from './licence-fixtures.ts';
import { licenceSubscribers } from './licence-jobs.ts';
import { lockLicence, type WholeLicence } from './licence-queries.ts';
import { storeLicenceChange } from './licence-store.ts';
import { loadLicenceTemplates } from './load-licence-templates.ts';
import { type VerifiedLicence, verifyLicence } from './view-licence.ts';
import { viewOrganLicence } from './view-organ-licence.ts';

const shantou = join(import.meta.dirname, '..', '..', '..', 'data', 'shantou');
export const system: SystemActor = { kind: 'system', name: 'test' };

/** What a database of the tests has. */
interface SceneDatabase {
  readonly pools: Pools;
  readonly secrets: { readonly keys: Readonly<Record<string, string>> };
  readonly migratorPool: pg.Pool;
}

export interface LicenceScene {
  readonly vault: Vault;
  readonly organ: Organ;
  readonly holder: ResidentActor;
  readonly approver: OfficerActor;
  readonly clerk: OfficerActor;
  /** Decides in another organ. */
  readonly stranger: OfficerActor;
  at(actor: Actor, now?: Date): UseCaseRequest;
  build(stated?: Partial<LicenceFixture>): Promise<Id>;
  look(licenceId: Id, now?: Date): Promise<OrganLicenceView>;
  verify(code: string, on?: string, now?: Date): Promise<VerifiedLicence>;
  /** What the cases module does with a decision: lock, decide, store, as the worker. */
  inCase(licenceId: Id, decide: (licence: WholeLicence) => LicenceChange): Promise<void>;
  /** Tells holders of everything that happened since the last time. */
  dispatchAll(): Promise<void>;
  titlesTold(licenceId: Id): Promise<readonly string[]>;
  eventsOf(licenceId: Id): Promise<readonly string[]>;
}

export const isCode = (code: string) => (error: unknown) => isAppError(error) && error.code === code;

/** Ten in the morning of that day in Shantou. */
export function morningOf(day: string): Date {
  return new Date(startOfDay(legalDay(day)).getTime() + 10 * 3_600_000);
}

/** An act that is whole but for what its ground asks beyond reasons and day. */
export function actBody(
  revision: number,
  ground: string,
  more: Partial<LicenceActBody> = {},
): LicenceActBody {
  return { revision, ground, reasons: '检查发现的情况。', effectiveOn: '2026-11-23', confirmed: [], ...more };
}

async function buildPeople(db: AnyDb, vault: Vault) {
  await loadLicenceTemplates(db, shantou, fixtureNow);
  const organ = await buildOrgan(db);
  const other = await buildOrgan(db);
  const officer = async (at: Organ, role: Role) =>
    (await buildOfficer(db, { posts: [{ organ: at, role }] })).actor;
  return {
    organ,
    holder: (await buildResident(db, vault)).actor,
    approver: await officer(organ, 'approver'),
    clerk: await officer(organ, 'window-clerk'),
    stranger: await officer(other, 'approver'),
  };
}

export async function openLicenceScene(database: SceneDatabase): Promise<LicenceScene> {
  const { pools, migratorPool } = database;
  const vault = createVault(database.secrets.keys);
  const people = await inTransaction<object, Awaited<ReturnType<typeof buildPeople>>>(
    migratorPool,
    system,
    { readOnly: false },
    (db) => buildPeople(db, vault),
  );
  const at = (actor: Actor, now = fixtureNow): UseCaseRequest => ({
    actor,
    requestId: newId(now),
    now,
    pools,
    vault,
  });
  const stated: StoredEvent[] = [];
  return {
    vault,
    ...people,
    at,
    build: (stated = {}) =>
      buildLicence(pools, { organ: people.organ, holderId: people.holder.id, ...stated }),
    look: (licenceId, now) => runUseCase(at(people.approver, now), viewOrganLicence, { licenceId }),
    verify: (code, on, now) =>
      runUseCase(at(anonymous, now), verifyLicence, { code, ...(on === undefined ? {} : { on }) }),
    inCase: (licenceId, decide) =>
      inTransaction<object, void>(pools.get('worker_extranet'), system, { readOnly: false }, async (db) => {
        const change = decide(await lockLicence(db, licenceId));
        await storeLicenceChange(db, change, { actor: system, now: fixtureNow });
      }),
    async dispatchAll() {
      const tellers = licenceSubscribers((name) => ({
        ...at({ kind: 'system', name }),
        login: 'worker_extranet',
      }));
      for (const subscriber of tellers) await drain(pools, subscriber);
    },
    async titlesTold(licenceId) {
      const { number } = await runUseCase(at(people.approver), viewOrganLicence, { licenceId });
      const { notices } = await runUseCase(at(people.holder), listNotices, { page: 1 });
      // Notices of one moment have no order.
      return notices
        .filter((one) => one.path === `/licences/${number}`)
        .map((one) => one.title.zh)
        .toSorted();
    },
    async eventsOf(licenceId) {
      await drain(pools, {
        name: 'licences.tests',
        types: Object.values(platformEventOf),
        handle: async (_db, event) => void stated.push(event),
      });
      return stated.filter((one) => one.subject.id === licenceId).map((one) => one.type);
    },
  };
}

/** Hands a subscriber everything that it has not had. */
async function drain(pools: Pools, subscriber: Subscriber): Promise<void> {
  const pool = pools.get('worker_extranet');
  await registerSubscriber(pool, subscriber);
  for (let waiting = true; waiting; ) {
    const outcome = await dispatchNext(pool, subscriber, fixtureNow);
    assert.equal(outcome.failed, false);
    if (outcome.handled > 0) continue;
    // A transaction of another test that began earlier may still hide an event.
    waiting = await hasUndispatchedEvents(pool, subscriber);
    if (waiting) await sleep(20);
  }
}
