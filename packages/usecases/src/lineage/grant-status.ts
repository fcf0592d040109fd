import type { GrantCounters, GrantNamed } from "@scrip/db/read/lineage/grant-json";
import { type Whereabouts, whereabouts } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";

/** A grant and where its credit is at an instant, in micro-USD; `grant` is the grant's id. */
export interface GrantStatus extends GrantNamed, Whereabouts {
  readonly amount: Micros;
}

/** Returns the terms of a grant, and where its credit is at an instant (milliseconds). */
export function grantStatus(grant: GrantCounters, at: number): GrantStatus {
  const { id, source, kind, effectiveAt, expiresAt, amount } = grant;
  return { grant: id, source, kind, effectiveAt, expiresAt, amount, ...whereabouts(grant, at) };
}
