import type { GrantTerms } from "@scrip/domain/ledger";

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Sorts grants into burn order: soonest to expire first and never-expiring last, then promotional before
 * paid, earliest effective, smallest id. Independent of the rule that the ledger writes by.
 * @source docs/rules.md#burn-order; docs/invariants.md#l16
 */
export function burnRanks<Terms extends Pick<GrantTerms, "id" | "kind" | "effectiveAt" | "expiresAt">>(
  grants: readonly Terms[],
): Terms[] {
  return [...grants].sort(
    (a, b) =>
      ascending(a.expiresAt ?? NEVER, b.expiresAt ?? NEVER) ||
      ascending(a.kind === "paid" ? 1 : 0, b.kind === "paid" ? 1 : 0) ||
      ascending(a.effectiveAt, b.effectiveAt) ||
      ascending(a.id, b.id),
  );
}

function ascending<Value extends number | string>(a: Value, b: Value): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
