import { type ChargeInFull, type EntryInFull, type GrantPosting, readEntry } from "@scrip/db/read/activity/read-entry";
import { type ChargeExplained, compareBurn, explainCharge } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Deps } from "../deps.ts";
import { organizationNotFound, RequestRefused } from "../refused.ts";

/** What one grant gave or got back, in micro-USD. */
export interface GrantPart {
  readonly grant: GrantPosting["grant"];
  readonly amount: Micros;
}

/** An entry with its charge worked out, and the grants behind it in burn order. */
export interface ActivityExplained extends Omit<EntryInFull, "postings"> {
  /** How its charge was worked out; `null` for an entry without a metered charge. */
  readonly working: ChargeExplained | null;
  readonly paidBy: readonly GrantPart[];
  readonly reserved: readonly GrantPart[];
  readonly released: readonly GrantPart[];
}

/**
 * Everything that is known of one entry.
 * @throws Refused `organization_not_found`; RequestRefused `not_found`
 * @source UI: "Every amount can be opened"
 */
export async function explainActivity(deps: Deps, orgId: string, seq: number): Promise<ActivityExplained> {
  const found = await readEntry(deps.app, orgId, seq);
  if (found === "organization_not_found") throw organizationNotFound(orgId);
  if (found === "entry_not_found")
    throw new RequestRefused("not_found", `The organization has no entry number ${seq}.`);
  const { postings, ...entry } = found;
  const parts = (is: (posting: GrantPosting) => boolean) => byGrant(postings.filter(is));
  return {
    ...entry,
    working: entry.charge === null ? null : workingOf(entry.charge),
    paidBy: parts(({ to }) => to === "spent"),
    reserved: parts(({ to }) => to === "held"),
    released: parts(({ from, to }) => from === "held" && to === "avail"),
  };
}

function workingOf({ rate, unitsMilli, chargeableMs, fromMs }: ChargeInFull): ChargeExplained | null {
  if (rate === null || unitsMilli === null || chargeableMs === null) return null;
  return explainCharge({ rate: BigInt(rate), unitsMilli }, fromMs, chargeableMs);
}

function byGrant(postings: readonly GrantPosting[]): GrantPart[] {
  const parts = new Map<string, GrantPart>();
  for (const { grant, amount } of postings)
    parts.set(grant.id, { grant, amount: (parts.get(grant.id)?.amount ?? 0n) + BigInt(amount) });
  return [...parts.values()].sort((a, b) => compareBurn(a.grant, b.grant));
}
