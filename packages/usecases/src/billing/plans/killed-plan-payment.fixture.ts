/**
 * A process that is killed while it takes the payment of a plan.
 *
 *   node killed-plan-payment.fixture.ts '<HomeUrls>' <address of the local Stripe> <crash point> <organization>
 *     <'subscribe' | time to advance to>
 */
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { hostOf, openGateway } from "@scrip/payments";
import { FROM_WITHIN } from "../../deps.ts";
import { DUE } from "../../due/handlers.ts";
import { moveClock } from "../../due/move-clock.ts";
import { subscribe } from "../../plans/subscribe.ts";
import { planPaymentsOf } from "./plan-payments.ts";

const [urls = "{}", stripe = "", point, orgId = "", what = ""] = process.argv.slice(2);
const homeUrls = JSON.parse(urls) as { organizations: string };
const homes = await openHomes(homeUrls, { applicationName: "scrip-test-plan-payment", poolSize: 2 });
const books = bookStore((version) => loadCatalog(homes.organizations, version));
const ledger = openLedger({ url: homeUrls.organizations, books, lanes: 1 });
const gateway = openGateway({ secretKey: "sk_test_local", webhookSecrets: ["whsec_test"], host: hostOf(stripe) });
const paying = { homes, books, ledger, gateway };
const deps = { ...paying, payments: planPaymentsOf(paying) };
const crash = parseCrashAt(`${point}:1`);
if (crash !== null) crashAt(crash);
if (what === "subscribe") {
  const caller = { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN } as const;
  await subscribe(deps, caller, { idempotencyKey: "killed", plan: "pro", interval: "month", way: "saved" }, "card");
} else await moveClock(deps, DUE, orgId, Number(what));
