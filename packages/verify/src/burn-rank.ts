import type { GrantTerms } from "@scrip/domain/ledger";

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The grants in burn order, stated a second time and apart from the rule that writes: soonest to
 * expire first and never-expiring last, promotional before paid, earliest effective, smallest id.
 * @source L16
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
