// Owns a real `yizhan serve` on the scratch cluster with residents who are signed in; refuses to leave it running.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ResidentActor } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import { type ApplicationFixture, buildDraft } from '#modules/cases';
import { buildResident } from '#modules/identity';
import { loadSecrets, type Secrets } from '#platform/configuration';
import { createVault } from '#platform/crypto';
import { createPools, inTransaction, type Pools } from '#platform/database';
import type { UseCaseRequest } from '#platform/use-case';
import { signInResident } from '#test/attacks/applicant';
import { createVisitor, type Visitor } from '#test/attacks/visitor';
import { type Place, preparePlace, type ServingProcess, startServing } from '#test/kills/serving-process';
import { requestAs } from '#test/kit/requests';

export interface SignedInResident {
  readonly actor: ResidentActor;
  /** The header that carries the session. */
  readonly cookie: string;
  readonly formToken: string;
  /** Behind the proxy that the server trusts. */
  readonly address: string;
}

export interface ServingCity {
  readonly port: number;
  readonly databaseUrl: string;
  readonly pools: Pools;
  /** As the migrator: for making and counting rows. */
  readonly migratorPool: pg.Pool;
  requestOf(actor: ResidentActor): UseCaseRequest;
  signIn(count: number): Promise<readonly SignedInResident[]>;
  /** Processor time of the server's process so far, which other work on the machine doesn't change much. */
  readServerCpuMs(): Promise<number>;
  /** Stops the server, and starts it again with or without its worker. */
  restart(options: { readonly withWorker: boolean }): Promise<void>;
  close(): Promise<void>;
}

const signInTries = 10;

/** All five services of a new restaurant, with its sign and its drain. */
export const fiveServices: ApplicationFixture = {
  situations: {
    businessLicence: 'not-held',
    dining: 'dine-in-other',
    signboard: 'large',
    drainage: 'sewer',
  },
  answers: {
    floorAreaM2: 260,
    signText: '示例饭店',
    signPlace: '店门上方外墙',
    signWidthM: 4.2,
    signHeightM: 0.9,
    signLit: true,
    dailyDischargeM3: 6.5,
    drainageConnection: '示例路污水检查井',
    greaseTrap: false,
  },
};

export async function startServingCity(options: { readonly withWorker: boolean }): Promise<ServingCity> {
  const place = await preparePlace();
  let serving = start(place, options.withWorker);
  try {
    await serving.ready();
    const databaseUrl = place.databaseUrl ?? '';
    const secrets = await loadSecrets(place.dataDirectory);
    const { rolePrefix } = place;
    const pools = createPools({
      databaseUrl,
      rolePrefix,
      passwords: secrets.loginPasswords,
      maxConnections: 4,
    });
    const migratorPool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
    return {
      port: place.port,
      databaseUrl,
      pools,
      migratorPool,
      requestOf: (actor) => requestAs({ pools, secrets }, actor, { now: new Date() }),
      signIn: (count) => signInResidents(place, secrets, migratorPool, count),
      readServerCpuMs: () => readCpuMs(serving.pid),
      async restart({ withWorker }) {
        serving.signal('SIGTERM');
        await serving.ended;
        serving = start(place, withWorker);
        await serving.ready();
      },
      async close() {
        serving.signal('SIGTERM');
        await serving.ended;
        await Promise.all([pools.close(), migratorPool.end()]);
        await place.clear();
      },
    };
  } catch (error) {
    await place.clear();
    throw error;
  }
}

function start(place: Place, withWorker: boolean): ServingProcess {
  return startServing(place, { YIZHAN_WITH_WORKER: String(withWorker) });
}

/** From Linux's /proc, in ticks of 10 ms (proc(5), fields 14 and 15); elsewhere not a number. */
async function readCpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function signInResidents(
  place: Place,
  secrets: Secrets,
  migratorPool: pg.Pool,
  count: number,
): Promise<readonly SignedInResident[]> {
  const vault = createVault(secrets.keys);
  const residents: SignedInResident[] = [];
  for (let index = 0; index < count; index += 1) {
    const built = await inTransaction(
      migratorPool,
      { kind: 'system', name: 'bench' },
      { readOnly: false },
      (db) => buildResident(db, vault),
    );
    const address = `10.8.0.${index + 1}`;
    const visitor = createVisitor(place.url, address);
    await signInPatiently(visitor, built.loginName, built.password);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    residents.push({ actor: built.actor, cookie, formToken: visitor.formToken, address });
    visitor.close();
  }
  return residents;
}

/** A server that has just started on a busy machine sends people away for a moment. */
async function signInPatiently(visitor: Visitor, loginName: string, password: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await signInResident(visitor, loginName, password);
    } catch (error) {
      if (tries === signInTries) throw error;
      await sleep(1_000);
    }
  }
}

/** A draft for five services, complete but for the submission. */
export async function buildFiveServicesDraft(city: ServingCity, actor: ResidentActor): Promise<Id> {
  return await buildDraft(city.requestOf(actor), fiveServices);
}
