export { aProxy, type Proxy } from "./a-proxy.ts";
export { anOrganization } from "./an-organization.ts";
export { freePort } from "./free-port.ts";
export { LONG_AGO, longHistory } from "./long-history.ts";
export { type TestDatabase, testDatabase } from "./test-database.ts";
