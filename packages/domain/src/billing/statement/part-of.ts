import type { Move } from "../../ledger/state/buckets.ts";
import type { Booked } from "./booked.ts";

/** The parts of a statement, in their order. */
export const STATEMENT_PARTS = ["added", "used", "debt_paid", "expired", "revoked", "reinstated", "forgiven"] as const;

/** A part of a statement. */
export type StatementPart = (typeof STATEMENT_PARTS)[number];

/** The part of each pair of buckets; `null` for a move that only puts credit on hold or releases it. */
const PARTS: Record<Exclude<Move, "avail->spent" | "held->spent">, StatementPart | null> = {
  "issued->avail": "added",
  "avail->held": null,
  "held->avail": null,
  "avail->expired": "expired",
  "avail->revoked": "revoked",
  "revoked->avail": "reinstated",
  "charge->owed": "used",
  "reversal->owed": "revoked",
  "owed->paid": "debt_paid",
  "owed->forgiven": "forgiven",
};

/**
 * The one part of a statement to which a posting belongs. Usage that credit did not cover is used, and the credit that
 * pays it later is a paid debt. Credit that was used before it was taken back is revoked.
 * @returns `null` for a posting that moves credit between available and on hold
 * @throws RangeError for a pair of buckets that no posting may name
 * @source docs/rules.md#statements
 */
export function partOf({ from, to, paysDebt }: Booked): StatementPart | null {
  if (to === "spent") return paysDebt ? "debt_paid" : "used";
  const part = PARTS[`${from}->${to}` as keyof typeof PARTS];
  if (part === undefined) throw new RangeError(`no posting moves from ${from} to ${to}`);
  return part;
}
