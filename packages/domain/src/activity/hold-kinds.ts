import type { EntryKind } from "../ledger/index.ts";

/**
 * The kinds of entries that only put credit on hold or release it. They never change available + reserved - owed, so a
 * history without them still adds up line by line.
 * @source docs/rules.md#activity
 */
export const HOLD_KINDS = [
  "hold_placed",
  "hold_grown",
  "hold_released",
  "hold_voided",
  "hold_expired",
] as const satisfies readonly EntryKind[];

/**
 * The kinds of entries that only note a plan: they move no credit.
 * @source docs/rules.md#scheduled-grants
 */
export const PLAN_KINDS = ["grant_scheduled", "grant_cancelled"] as const satisfies readonly EntryKind[];

/**
 * The kinds of entries that can change available + reserved - owed.
 * @source docs/rules.md#activity
 */
export const MONEY_KINDS = [
  "grant_issued",
  "grant_expired",
  "grant_revoked",
  "grant_reinstated",
  "settled",
  "charged",
  "debt_forgiven",
] as const satisfies readonly Exclude<EntryKind, (typeof HOLD_KINDS | typeof PLAN_KINDS)[number]>[];
