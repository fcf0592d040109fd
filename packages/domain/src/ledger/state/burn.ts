import { least, type Micros } from "../../money/index.ts";
import type { Id, Instant } from "./ids.ts";
import type { BurnKey, Debt, Grant, GrantTerms } from "./state.ts";

/** A part of an amount, and the grant that pays it. */
export interface Draw {
  readonly grantId: Id;
  readonly amount: Micros;
}

/**
 * Compares two grants by burn order: soonest to expire first and never-expiring last, then promotional before
 * paid, then oldest, then id by its bytes (for lower-case UUIDs, the order of the text).
 * @returns below zero when `a` burns first
 * @source docs/rules.md#burn-order; docs/invariants.md#l16
 */
export function compareBurn(a: BurnKey, b: BurnKey): number {
  const lapseA = a.expiresAt ?? Number.POSITIVE_INFINITY;
  const lapseB = b.expiresAt ?? Number.POSITIVE_INFINITY;
  if (lapseA !== lapseB) return lapseA < lapseB ? -1 : 1;
  if (a.kind !== b.kind) return a.kind === "promotional" ? -1 : 1;
  if (a.effectiveAt !== b.effectiveAt) return a.effectiveAt - b.effectiveAt;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Compares two debts by the order in which they are paid: oldest first. */
export function compareDebts(a: Pick<Debt, "id" | "seq">, b: Pick<Debt, "id" | "seq">): number {
  if (a.seq !== b.seq) return a.seq - b.seq;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Whether a grant's credit may be taken at `at`: `effectiveAt <= at < expiresAt` (L15, L17). */
export function isSpendable(grant: Pick<GrantTerms, "effectiveAt" | "expiresAt">, at: Instant): boolean {
  return grant.effectiveAt <= at && !hasLapsed(grant, at);
}

/** Whether a grant's interval is over at `at`. */
export function hasLapsed(grant: Pick<GrantTerms, "expiresAt">, at: Instant): boolean {
  return grant.expiresAt !== null && grant.expiresAt <= at;
}

/**
 * Splits an amount over grants in burn order.
 * @param grants in burn order
 * @param amount micro-USD
 * @returns draws that add up to `amount`, or to all spendable credit if that is less
 * @source docs/rules.md#burn-order; docs/invariants.md#l15; docs/invariants.md#l16; docs/invariants.md#l17
 */
export function burn(grants: Iterable<Grant>, amount: Micros, at: Instant): Draw[] {
  const draws: Draw[] = [];
  let left = amount;
  if (left === 0n) return draws;
  for (const grant of grants) {
    if (grant.avail === 0n || !isSpendable(grant, at)) continue;
    const part = least(grant.avail, left);
    draws.push({ grantId: grant.id, amount: part });
    left -= part;
    // The next grant may not be loaded, and is not needed.
    if (left === 0n) break;
  }
  return draws;
}
