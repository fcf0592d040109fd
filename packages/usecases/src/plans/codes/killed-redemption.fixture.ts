/**
 * A process that is killed while it redeems a code.
 *
 *   node killed-redemption.fixture.ts '<HomeUrls>' <crash point> '<Killed>'
 */
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import type { Caller } from "../../deps.ts";
import { redeemCode } from "./redeem-code.ts";

/** The call that the process makes. */
export interface Killed {
  readonly caller: Caller;
  readonly code: string;
  readonly idempotencyKey: string;
}

const [urls = "{}", point, text = "{}"] = process.argv.slice(2);
const homeUrls = JSON.parse(urls);
const { caller, ...input } = JSON.parse(text) as Killed;
const homes = await openHomes(homeUrls, { applicationName: "scrip-test-redeem", poolSize: 2 });
const books = bookStore((version) => loadCatalog(homes.organizations, version));
const ledger = openLedger({ url: homeUrls.organizations, books });
const crash = parseCrashAt(`${point}:1`);
if (crash !== null) crashAt(crash);
await redeemCode({ homes, ledger }, caller, input);
await ledger.close();
await homes.close();
