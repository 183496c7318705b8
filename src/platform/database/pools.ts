// Owns the connections, one pool a login; refuses to lend a zone's pool to another zone.
import pg from 'pg';
import { type LoginKind, loginKinds, roleName } from './logins.ts';

// Dates stay what they are: a legal day is text 'YYYY-MM-DD' (a Date would move it across midnight), and a
// bigint is a BigInt. Instants stay Date.
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === pg.types.builtins.DATE && format !== 'binary') return (value: string) => value;
    if (oid === pg.types.builtins.INT8 && format !== 'binary') return (value: string) => BigInt(value);
    return pg.types.getTypeParser(oid, format);
  },
};

export interface Pools {
  /** The login's pool; throws where this process doesn't serve that login. */
  get(kind: LoginKind): pg.Pool;
  readonly kinds: readonly LoginKind[];
  close(): Promise<void>;
}

export interface PoolSettings {
  /** Where the database is; user and password in it are the migrator's and are replaced. */
  readonly databaseUrl: string;
  readonly rolePrefix: string;
  readonly passwords: Readonly<Record<string, string>>;
  readonly kinds?: readonly LoginKind[];
  readonly maxConnections?: number;
  readonly onError?: (error: Error) => void;
}

/** One pool for each login this process needs, each with its own password; never SET ROLE. */
export function createPools(settings: PoolSettings): Pools {
  const kinds = settings.kinds ?? loginKinds;
  const pools = new Map<LoginKind, pg.Pool>();
  for (const kind of kinds) {
    const url = new URL(settings.databaseUrl);
    url.username = encodeURIComponent(roleName(settings.rolePrefix, kind));
    url.password = encodeURIComponent(settings.passwords[kind] ?? '');
    const pool = new pg.Pool({
      connectionString: url.href,
      max: settings.maxConnections ?? 10,
      application_name: `yizhan ${kind}`,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 30_000,
      // Statements that don't wait for each other's results are sent one behind the other, in one round trip.
      pipeline: true,
      types,
    });
    // An idle connection that breaks (the database was restarted) is the pool's to replace, not a reason to die.
    pool.on('error', (error) => settings.onError?.(error));
    // One that breaks while it is lent fails the transaction that has it; without a listener it would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined));
    pools.set(kind, pool);
  }
  return {
    kinds,
    get(kind) {
      const pool = pools.get(kind);
      if (pool === undefined) throw new Error(`This process holds no connection for the login ${kind}.`);
      return pool;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}
