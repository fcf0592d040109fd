/**
 * A process that is killed during an act about payments.
 *
 *   node killed-billing.fixture.ts '<HomeUrls>' <address of the local Stripe> <crash point> '<BillingAct>'
 */
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { hostOf, openGateway } from "@scrip/payments";
import { type BillingAct, runBillingAct } from "./billing-act.test-support.ts";

const [urls = "{}", stripe = "", point, act = "{}"] = process.argv.slice(2);
const homeUrls = JSON.parse(urls) as { organizations: string };
const homes = await openHomes(homeUrls, { applicationName: "scrip-test-billing", poolSize: 2 });
const books = bookStore((version) => loadCatalog(homes.organizations, version));
const ledger = openLedger({ url: homeUrls.organizations, books, lanes: 1 });
const gateway = openGateway({ secretKey: "sk_test_local", webhookSecrets: ["whsec_test"], host: hostOf(stripe) });
const crash = parseCrashAt(`${point}:1`);
if (crash !== null) crashAt(crash);
await runBillingAct({ homes, books, ledger, gateway }, JSON.parse(act) as BillingAct);
await ledger.close();
await homes.close();
