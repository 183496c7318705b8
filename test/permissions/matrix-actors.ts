// Owns everyone who asks in the permission matrix: accounts, sessions, requests as a browser sends them. Refuses shortcuts.
import assert from 'node:assert/strict';
import type { Actor } from '#kernel/actors';
import { roles } from '#kernel/roles';
import type { Zone } from '#kernel/zones';
import { buildOfficer, buildResident, fixturePassword } from '#modules/identity';
import { findOrganByKey, type Organ } from '#modules/organs';
import { createVault, newToken, type Vault } from '#platform/crypto';
import { type AnyDb, inTransaction } from '#platform/database';
import type { TestCity } from '#test/kit/city';
import { type ActorName, actorNames } from './permission-matrix.ts';

/** Somebody who asks, with the session in the one zone where it counts. */
export interface Asker {
  readonly name: ActorName;
  readonly actor: Actor;
  readonly zone: Zone | undefined;
  readonly loginName: string | undefined;
  readonly sessionToken: string | undefined;
}

/** A request, without who sends it. The form's token is added to whatever body it has. */
export interface SentRequest {
  readonly zone: Zone;
  readonly method: 'GET' | 'POST';
  readonly address: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, { readonly name: string; readonly content: Buffer }>>;
  readonly json?: Readonly<Record<string, unknown>>;
}

export interface Askers {
  get(name: ActorName): Asker;
  /** The same person in a session of its own, for a request that ends its session. */
  inNewSession(asker: Asker): Promise<Asker>;
  send(asker: Asker, request: SentRequest): Promise<Response>;
}

/** The organs that get the cases of the records, and the same organs of another district. */
const organKeys = {
  own: ['longhu-market-supervision', 'longhu-fire-rescue'],
  other: ['jinping-market-supervision', 'jinping-fire-rescue'],
} as const;

/** Makes an account for everyone of the matrix and signs all of them in, over the addresses that people use. */
export async function signInAll(city: TestCity): Promise<Askers> {
  const vault = createVault(city.database.secrets.keys);
  const visitorToken = newToken();
  let addresses = 0;
  const send = (asker: Asker, request: SentRequest) => {
    addresses += 1;
    // Behind a proxy that it trusts the server counts guesses by this address; everyone here has one of their own.
    const from = `10.0.${Math.floor(addresses / 250)}.${addresses % 250}`;
    return fetch(`${city.url}${request.address}`, {
      ...bodyOf(request, formTokenFor(vault, visitorToken, asker, request.zone)),
      headers: { ...headersOf(vault, visitorToken, asker, request), 'x-forwarded-for': from },
      method: request.method,
      redirect: 'manual',
    });
  };
  const inNewSession = async (asker: Asker): Promise<Asker> => {
    if (asker.zone === undefined || asker.loginName === undefined) return asker;
    const nobody = { ...asker, zone: undefined, sessionToken: undefined };
    const response = await send(nobody, signInRequest(asker.zone, asker.loginName));
    const cookie = response.headers.getSetCookie().find((one) => /^yizhan_(resident|officer)=/.test(one));
    const sessionToken = cookie?.split(';')[0]?.split('=')[1];
    assert.ok(sessionToken !== undefined && sessionToken !== '', `${asker.name} signs in`);
    return { ...asker, sessionToken };
  };
  const askers = new Map<ActorName, Asker>();
  for (const account of await buildAccounts(city, vault)) {
    askers.set(account.name, await inNewSession(account));
  }
  return {
    get(name) {
      const asker = askers.get(name);
      assert.ok(asker !== undefined, name);
      return asker;
    },
    inNewSession,
    send,
  };
}

/** The request that signs this account in, for the matrix's own rows as well. */
export function signInRequest(zone: Zone, loginName: string): SentRequest {
  const credentials = { loginName, password: fixturePassword };
  return zone === 'internet'
    ? { zone, method: 'POST', address: '/zh/sign-in', form: credentials }
    : { zone, method: 'POST', address: '/api/sign-in', json: credentials };
}

async function buildAccounts(city: TestCity, vault: Vault): Promise<readonly Asker[]> {
  const seeding = { kind: 'system', name: 'test' } as const;
  const { migratorPool } = city.database;
  return await inTransaction<object, readonly Asker[]>(
    migratorPool,
    seeding,
    { readOnly: false },
    async (db) => {
      const organs = {
        own: await organsOf(db, organKeys.own),
        other: await organsOf(db, organKeys.other),
      };
      const askers: Asker[] = [];
      for (const name of actorNames) {
        const [role, side] = name.split('/');
        if (name === 'anonymous') {
          askers.push({ name, actor: { kind: 'anonymous' }, zone: undefined, ...nobody });
        } else if (role === 'resident-owner' || role === 'resident-other') {
          const { actor, loginName } = await buildResident(db, vault);
          askers.push({ name, actor, zone: 'internet', loginName, sessionToken: undefined });
        } else {
          const held = roles.filter((one) => one === role);
          const posts = organs[side === 'own' ? 'own' : 'other'].flatMap((organ) =>
            held.map((one) => ({ organ, role: one })),
          );
          const { actor, loginName } = await buildOfficer(db, { posts });
          askers.push({ name, actor, zone: 'extranet', loginName, sessionToken: undefined });
        }
      }
      return askers;
    },
  );
}

const nobody = { loginName: undefined, sessionToken: undefined };

async function organsOf(db: AnyDb, keys: readonly string[]): Promise<readonly Organ[]> {
  const organs: Organ[] = [];
  for (const key of keys) {
    const organ = await findOrganByKey(db, key);
    assert.ok(organ !== undefined, key);
    organs.push(organ);
  }
  return organs;
}

/** A session is known in its own zone only; elsewhere the browser is a visitor's and so is its form token. */
function formTokenFor(vault: Vault, visitorToken: string, asker: Asker, zone: Zone): string {
  const known = asker.zone === zone ? asker.sessionToken : undefined;
  return vault.formToken(known ?? visitorToken);
}

/** The session's token goes under the names of both zones: the wrong one must open nothing. */
function headersOf(
  vault: Vault,
  visitorToken: string,
  asker: Asker,
  { zone, json }: SentRequest,
): Record<string, string> {
  const token = asker.sessionToken;
  const sessions = token === undefined ? [] : [`yizhan_resident=${token}`, `yizhan_officer=${token}`];
  return {
    cookie: [`yizhan_visitor=${visitorToken}`, ...sessions].join('; '),
    ...(zone === 'extranet' ? { 'x-form-token': formTokenFor(vault, visitorToken, asker, zone) } : {}),
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

function bodyOf({ method, zone, form, files, json }: SentRequest, formToken: string): RequestInit {
  if (method === 'GET' || (zone === 'extranet' && json === undefined && files === undefined)) return {};
  if (json !== undefined) return { body: JSON.stringify(json) };
  const fields = { formToken, ...form };
  if (files === undefined) return { body: new URLSearchParams(fields) };
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const [name, { name: fileName, content }] of Object.entries(files)) {
    body.append(name, new Blob([new Uint8Array(content)]), fileName);
  }
  return { body };
}
