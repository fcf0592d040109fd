import type { Micros } from "../../money/index.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Instant } from "../state/ids.ts";
import type { Grant, OrgLedger } from "../state/state.ts";

/** The parts of available credit, in micro-USD. */
export interface CreditParts {
  readonly promotional: Micros;
  readonly paid: Micros;
  /** The next expiry: its time, and the amount that lapses then; `null` if no credit lapses. */
  readonly nextExpiry: { readonly at: Instant; readonly amount: Micros } | null;
}

/** Splits available credit into its parts at `at`, which must not be before the last entry. Excludes lapsed credit. */
export function creditParts(ledger: OrgLedger, at: Instant): CreditParts {
  const free = ledger.burnOrder
    .map((id) => ledger.grants.get(id))
    .filter((grant) => grant !== undefined && grant.avail > 0n && !hasLapsed(grant, at)) as Grant[];
  // Burn order sorts by expiry, so the first grant lapses first.
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
