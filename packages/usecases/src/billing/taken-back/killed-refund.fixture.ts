/**
 * A process that is killed while an operator refunds a payment.
 *
 *   node killed-refund.fixture.ts '<HomeUrls>' <crash point> '<KilledRefund>'
 */
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { openGateway } from "@scrip/payments";
import { askStaffAct } from "../../operators/ask-staff-act.ts";
import type { OperatorCaller } from "../../operators/operator-caller.ts";

/** What the process does. Amounts are digits of micro-USD. */
export interface KilledRefund {
  readonly operator: OperatorCaller;
  readonly catalogVersion: number;
  readonly org: string;
  readonly attempt: string;
  readonly amount: string;
  readonly idempotencyKey: string;
  readonly stripe: { readonly secretKey: string; readonly url: string };
}

const [urls = "{}", point, text = "{}"] = process.argv.slice(2);
const homeUrls = JSON.parse(urls);
const killed = JSON.parse(text) as KilledRefund;
const { hostname, port } = new URL(killed.stripe.url);
const gateway = openGateway({
  secretKey: killed.stripe.secretKey,
  webhookSecrets: ["whsec_test"],
  host: { host: hostname, port: Number(port), protocol: "http" },
});
const homes = await openHomes(homeUrls, { applicationName: "scrip-test-refund", poolSize: 2 });
const books = bookStore((version) => loadCatalog(homes.organizations, version));
const ledger = openLedger({ url: homeUrls.organizations, books });
const crash = parseCrashAt(`${point}:1`);
if (crash !== null) crashAt(crash);
const { org, operator, catalogVersion, idempotencyKey } = killed;
const act = { kind: "refund_payment", amount: BigInt(killed.amount), attemptId: killed.attempt } as const;
const deps = { homes, ledger, books, catalogVersion, gateway };
await askStaffAct(deps, operator, { org, idempotencyKey, reason: "a crash test", act });
await ledger.close();
await homes.close();
