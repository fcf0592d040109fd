/**
 * A process that is killed while it creates an organization.
 *
 *   node killed-creation.fixture.ts '<HomeUrls>' <crash point> <version of the catalog> '<input>'
 */
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openHomes } from "@scrip/db/schema";
import { createOrganization } from "./create-organization.ts";

const [urls = "{}", point, version, input = "{}"] = process.argv.slice(2);
const { cells, ...at } = JSON.parse(urls);
// JSON has no maps: the addresses of cells come as pairs.
const homes = await openHomes(
  { ...at, ...(cells !== undefined && { cells: new Map(cells) }) },
  { applicationName: "scrip-test-create", poolSize: 1 },
);
const crash = parseCrashAt(`${point}:1`);
if (crash !== null) crashAt(crash);
const books = bookStore((number) => loadCatalog(homes.organizations, number));
await createOrganization(
  { homes, books, catalogVersion: Number(version), allowsTestClocks: true },
  "tests",
  JSON.parse(input),
);
await homes.close();
