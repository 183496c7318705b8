// The face of platform/database: pools by login, transactions with an actor, migrations.
export { isDatabaseAway } from './database-away.ts';
export { type LoginKind, loginKinds, loginOfZone, roleName, zoneOfLogin } from './logins.ts';
export { lookTogether } from './look-together.ts';
export { listPendingMigrations, type MigrationSettings, migrate } from './migrate.ts';
export { createMonthPartitions } from './partitions.ts';
export { createPools, type PoolSettings, type Pools } from './pools.ts';
export { type Answers, type Question, revisionOf } from './question.ts';
export {
  type AnyDb,
  askAtOnce,
  asNobody,
  type Db,
  inTransaction,
  type WriteAhead,
  writeAhead,
} from './transaction.ts';
