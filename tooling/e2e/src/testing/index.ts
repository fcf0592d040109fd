export { aPage, type PageOptions, type WatchedPage } from "./a-page.ts";
export { type AnotherApi, aServer, type Server, theServer } from "./a-server.ts";
export { aWorkingOrganization, entriesOf, type WorkingOrganization } from "./a-working-organization.ts";
export { expectAccessible } from "./expect-accessible.ts";
