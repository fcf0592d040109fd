/**
 * A process that is killed in the middle of an act on members or organizations.
 *
 *   node killed-steps.fixture.ts '<HomeUrls>' <crash point> <version of the catalog> '<act>'
 */
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { type Act, runAct } from "./killed-steps.test-support.ts";

const [urls = "{}", point, version, act = "{}"] = process.argv.slice(2);
const homeUrls = JSON.parse(urls) as { organizations: string };
const homes = await openHomes(homeUrls, { applicationName: "scrip-test-act", poolSize: 2 });
const crash = parseCrashAt(`${point}:1`);
if (crash !== null) crashAt(crash);
const books = bookStore((number) => loadCatalog(homes.organizations, number));
const ledger = openLedger({ url: homeUrls.organizations, books, lanes: 1 });
await runAct({ homes, books, ledger, catalogVersion: Number(version) }, JSON.parse(act) as Act);
await ledger.close();
await homes.close();
