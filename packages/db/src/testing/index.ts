export { aMember } from "./a-member.ts";
export { aProxy, type Proxy } from "./a-proxy.ts";
export { anOrganization } from "./an-organization.ts";
export { beforeMigration } from "./before-migration.ts";
export { type ClonedDatabase, cloneTemplate } from "./clone-template.ts";
export { freePort } from "./free-port.ts";
export { LONG_AGO, longHistory } from "./long-history.ts";
export { type OwnPostgres, startOwnPostgres } from "./own-postgres.ts";
export { type TestDatabase, type TestSource, testDatabase } from "./test-database.ts";
