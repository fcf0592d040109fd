/**
 * A process that is killed in the middle of a plan's work.
 *
 *   node killed-plan.fixture.ts '<HomeUrls>' <crash point> <organization> <'subscribe' | time to advance to>
 */
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { FROM_WITHIN } from "../deps.ts";
import { DUE } from "../due/handlers.ts";
import { moveClock } from "../due/move-clock.ts";
import { ScriptedPayments } from "./a-plan.test-support.ts";
import { subscribe } from "./subscribe.ts";

const [urls = "{}", point, orgId = "", what = ""] = process.argv.slice(2);
const homeUrls = JSON.parse(urls) as { organizations: string };
const homes = await openHomes(homeUrls, { applicationName: "scrip-test-plan", poolSize: 2 });
const books = bookStore((version) => loadCatalog(homes.organizations, version));
const ledger = openLedger({ url: homeUrls.organizations, books, lanes: 1 });
const deps = { homes, books, ledger, payments: new ScriptedPayments() };
const crash = parseCrashAt(`${point}:1`);
if (crash !== null) crashAt(crash);
if (what === "subscribe") {
  const caller = { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN } as const;
  await subscribe(deps, caller, { idempotencyKey: "killed", plan: "pro", interval: "month", way: "saved" }, "card");
} else await moveClock(deps, DUE, orgId, Number(what));
