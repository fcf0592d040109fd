import type { Posting } from "@scrip/domain/ledger";
import type { Report } from "../finding.ts";
import { NO_HASH } from "../head.ts";
import type { EntryRow } from "../rows.ts";
import type { Accounts } from "./accounts.ts";
import { replay } from "./replay.ts";

/** The entry after which checking begins, as it is stored. */
export type OpeningEntry = Pick<EntryRow, "seq" | "at" | "hash" | "available" | "reserved" | "owed">;

/** What is taken as it is stored: the entries up to one of them, added up. */
export interface Opening {
  readonly entry: OpeningEntry;
  /** One for each move, grant, hold and debt, with the first entry that has it, in the order of these. */
  readonly sums: readonly (Posting & { readonly seq: number })[];
  /** The entries of each grant, hold and debt. */
  readonly legs: readonly { readonly causeId: string; readonly count: number; readonly last: number }[];
  /** What each hold was placed with. */
  readonly placed: readonly { readonly holdId: string; readonly amount: bigint }[];
  /** Over all charges that are causes of entries. */
  readonly charged: bigint;
}

/** Before the first entry. */
export const BEGINNING: OpeningEntry = {
  seq: 0,
  at: Number.NEGATIVE_INFINITY,
  hash: NO_HASH,
  available: 0n,
  reserved: 0n,
  owed: 0n,
};

/** Puts into the accounts what was moved before checking begins. */
export function addOpening(accounts: Accounts, opening: Opening, report: Report): void {
  // In a sum nobody can see whether a counter was below zero on the way.
  const reportOthers: Report = (invariant, ...rest) => invariant !== "L2" && report(invariant, ...rest);
  for (const { seq, ...posting } of opening.sums)
    replay(accounts, { seq, postings: [posting], charge: null }, reportOthers);
  for (const { causeId, count, last } of opening.legs) {
    const legs = (accounts.grants.get(causeId) ?? accounts.holds.get(causeId) ?? accounts.debts.get(causeId))?.legs;
    if (legs !== undefined) Object.assign(legs, { count, last });
  }
  for (const { holdId, amount } of opening.placed) {
    const hold = accounts.holds.get(holdId);
    if (hold !== undefined) hold.placed = amount;
  }
  accounts.charged = opening.charged;
}
