import type { Micros } from "../../money/index.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Instant } from "../state/ids.ts";
import type { Grant, OrgLedger } from "../state/state.ts";

/** What available credit is made of, in micro-USD. */
export interface CreditParts {
  readonly promotional: Micros;
  readonly paid: Micros;
  /** When the next of it lapses, and how much lapses then; `null` where none does. */
  readonly nextExpiry: { readonly at: Instant; readonly amount: Micros } | null;
}

/** Takes available credit apart at an instant that is not before the last entry. Lapsed credit is in no part. */
export function creditParts(ledger: OrgLedger, at: Instant): CreditParts {
  const free = ledger.burnOrder
    .map((id) => ledger.grants.get(id))
    .filter((grant) => grant !== undefined && grant.avail > 0n && !hasLapsed(grant, at)) as Grant[];
  // In burn order the first to lapse come first.
  const soonest = free[0]?.expiresAt ?? null;
  return {
    promotional: sumOf(free.filter(({ kind }) => kind === "promotional")),
    paid: sumOf(free.filter(({ kind }) => kind === "paid")),
    nextExpiry:
      soonest === null ? null : { at: soonest, amount: sumOf(free.filter(({ expiresAt }) => expiresAt === soonest)) },
  };
}

function sumOf(grants: readonly Grant[]): Micros {
  return grants.reduce((sum, { avail }) => sum + avail, 0n);
}
