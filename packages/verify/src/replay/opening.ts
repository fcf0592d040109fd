import type { Posting } from "@scrip/domain/ledger";
import type { Report } from "../finding.ts";
import { NO_HASH } from "../head.ts";
import type { EntryRow } from "../rows.ts";
import type { Accounts } from "./accounts.ts";
import { replay } from "./replay.ts";

/** The entry after which checking begins, as it is stored. */
export type OpeningEntry = Pick<EntryRow, "seq" | "at" | "hash" | "available" | "reserved" | "owed">;

/** The sums of all entries up to the opening entry, which are accepted as stored. */
export interface Opening {
  readonly entry: OpeningEntry;
  /** One sum for each combination of move, grant, hold and debt, ordered by `seq`, the first entry that has it. */
  readonly sums: readonly (Posting & { readonly seq: number })[];
  /** The entries of each grant, scheduled grant, hold and debt. */
  readonly legs: readonly {
    readonly causeType: EntryRow["causeType"];
    readonly causeId: string;
    readonly count: number;
    readonly last: number;
  }[];
  /** The amount that each hold was placed with. */
  readonly placed: readonly { readonly holdId: string; readonly amount: bigint }[];
  /** Total of all charges that are causes of entries. */
  readonly charged: bigint;
}

/** The opening when checking begins with the first entry. */
export const BEGINNING: OpeningEntry = {
  seq: 0,
  at: Number.NEGATIVE_INFINITY,
  hash: NO_HASH,
  available: 0n,
  reserved: 0n,
  owed: 0n,
};

/** Adds the sums of the opening to the accounts. */
export function addOpening(accounts: Accounts, opening: Opening, report: Report): void {
  // Skip L2: the order of sums is not the order of postings, so a counter may go below zero without an error.
  const reportOthers: Report = (invariant, ...rest) => invariant !== "L2" && report(invariant, ...rest);
  for (const { seq, ...posting } of opening.sums)
    replay(accounts, { seq, postings: [posting], charge: null }, reportOthers);
  const { grants, scheduled, holds, debts } = accounts;
  const rows = { grant: grants, scheduled, hold: holds, debt: debts };
  for (const { causeType, causeId, count, last } of opening.legs) {
    const legs = causeType === "charge" ? undefined : rows[causeType].get(causeId)?.legs;
    if (legs !== undefined) Object.assign(legs, { count, last });
  }
  for (const { holdId, amount } of opening.placed) {
    const hold = accounts.holds.get(holdId);
    if (hold !== undefined) hold.placed = amount;
  }
  accounts.charged = opening.charged;
}
