export { anOrganization } from "./an-organization.ts";
export { type TestDatabase, testDatabase } from "./test-database.ts";
