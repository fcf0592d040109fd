import type { GrantNamed, GrantStanding } from "@scrip/db/read/lineage/grant-json";
import { type Whereabouts, whereabouts } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";

/** A grant and where its credit is at an instant, in micro-USD; `grant` is its id. */
export interface GrantSeen extends GrantNamed, Whereabouts {
  readonly amount: Micros;
}

/** What people see of a grant's counters. */
export function grantSeen(grant: GrantStanding, at: number): GrantSeen {
  const { id, source, kind, effectiveAt, expiresAt, amount } = grant;
  return { grant: id, source, kind, effectiveAt, expiresAt, amount, ...whereabouts(grant, at) };
}
