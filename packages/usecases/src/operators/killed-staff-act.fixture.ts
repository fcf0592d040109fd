/**
 * A process that is killed while an operator acts: the operator asks, or approves what another one asked for.
 *
 *   node killed-staff-act.fixture.ts '<HomeUrls>' <crash point> '<Killed>'
 */
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { askStaffAct } from "./ask-staff-act.ts";
import { approveStaffAct } from "./decide-staff-act.ts";
import type { OperatorCaller } from "./operator-caller.ts";

/** What the process does. Amounts are digits of micro-USD. */
export interface Killed {
  readonly operator: OperatorCaller;
  readonly catalogVersion: number;
  /** The act to approve; `null` asks for a grant. */
  readonly approves: string | null;
  readonly org: string;
  readonly amount: string;
  readonly idempotencyKey: string;
}

const [urls = "{}", point, text = "{}"] = process.argv.slice(2);
const homeUrls = JSON.parse(urls);
const { operator, catalogVersion, approves, org, amount, idempotencyKey } = JSON.parse(text) as Killed;
const homes = await openHomes(homeUrls, { applicationName: "scrip-test-act", poolSize: 2 });
const books = bookStore((version) => loadCatalog(homes.organizations, version));
const ledger = openLedger({ url: homeUrls.organizations, books });
const crash = parseCrashAt(`${point}:1`);
if (crash !== null) crashAt(crash);
const deps = { homes, ledger, books, catalogVersion };
const act = { kind: "grant", amount: BigInt(amount), grantKind: "promotional", days: 30 } as const;
if (approves === null) await askStaffAct(deps, operator, { org, idempotencyKey, reason: "a crash test", act });
else await approveStaffAct(deps, operator, approves);
await ledger.close();
await homes.close();
