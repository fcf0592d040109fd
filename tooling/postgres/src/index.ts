export { PortTakenError, PostgresError } from "./postgres-error.ts";
export { type PostgresServer, type StartOptions, startPostgres } from "./start-postgres.ts";
