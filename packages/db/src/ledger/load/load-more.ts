import { hasLapsed, type Instant, type MoreNeeded, type OrgLedger } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { binaryArray } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";
import type { LoadedOrg } from "./loaded.ts";
import { type LoadedStep, readMoreDebts, readMoreGrants } from "./read-loaded.ts";

/** Each further read reads this many times as many rows, so a command that needs many makes few round trips. */
const FACTOR = 8;

/**
 * Loads more open grants or open debts of one organization, for a command that threw `MoreNeeded`. Rows that are in
 * memory already stay as they are, since commands of the same batch may have changed them.
 * @param org is locked, or read in one snapshot
 */
export async function loadMore(query: Query, org: LoadedOrg, what: MoreNeeded["what"]): Promise<void> {
  const { ledger, asked } = org;
  asked[what] *= FACTOR;
  const most = asked[what];
  if (what === "debts") {
    const rows = await query({
      name: "ledger-load-more-debts",
      text: "SELECT load_more_debts($1, $2)::text AS loaded",
      values: [ledger.orgId, most],
    });
    return readMoreDebts(ledger, JSON.parse(String(rows[0]?.loaded)) as LoadedStep, most);
  }
  const at = timeOf(org);
  const rows = await query({
    name: "ledger-load-more-grants",
    text: "SELECT load_more_grants($1, $2, $3, $4)::text AS loaded",
    values: [ledger.orgId, new Date(at).toISOString(), binaryArray("uuid", lapsedIds(ledger, at)), most],
  });
  readMoreGrants(ledger, JSON.parse(String(rows[0]?.loaded)) as LoadedStep & { readonly lapsed: string }, most);
}

/** Adds up the free credit of an organization that lapses after one instant and not after another one. */
export async function sumLapsing(query: Query, orgId: string, from: Instant, until: Instant): Promise<Micros> {
  const rows = await query({
    name: "ledger-lapsing",
    text: "SELECT lapsing_between($1, $2, $3) AS lapsing",
    values: [orgId, new Date(from).toISOString(), new Date(until).toISOString()],
  });
  return BigInt(String(rows[0]?.lapsing));
}

/** The time at which commands of this batch are decided. */
export function timeOf({ ledger, now }: Pick<LoadedOrg, "ledger" | "now">): Instant {
  return Math.max(ledger.at, now);
}

function lapsedIds({ grants }: OrgLedger, at: Instant): string[] {
  return [...grants.values()].filter((grant) => hasLapsed(grant, at)).map(({ id }) => id);
}
