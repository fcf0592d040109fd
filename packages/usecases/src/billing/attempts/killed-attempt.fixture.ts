/**
 * A process that is killed while it takes a payment.
 *
 *   node killed-attempt.fixture.ts '<HomeUrls>' <address of the local Stripe> <crash point> <organization> <attempt>
 */
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { hostOf, openGateway } from "@scrip/payments";
import { askSaved, sendAttempt } from "./send-attempt.ts";

const [urls = "{}", stripe = "", point, orgId = "", attemptId = ""] = process.argv.slice(2);
const homeUrls = JSON.parse(urls) as { organizations: string };
const homes = await openHomes(homeUrls, { applicationName: "scrip-test-attempt", poolSize: 2 });
const books = bookStore((version) => loadCatalog(homes.organizations, version));
const ledger = openLedger({ url: homeUrls.organizations, books, lanes: 1 });
const gateway = openGateway({ secretKey: "sk_test_local", webhookSecrets: ["whsec_test"], host: hostOf(stripe) });
const crash = parseCrashAt(`${point}:1`);
if (crash !== null) crashAt(crash);
await sendAttempt({ homes, books, ledger, gateway }, orgId, attemptId, askSaved);
