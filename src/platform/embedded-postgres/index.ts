// The door of the embedded PostgreSQL: starts and stops one cluster; refuses to know what is stored in it.
export { EmbeddedPostgresError } from './embedded-postgres-error.ts';
export {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts';
