import { burnRanks } from "../burn-rank.ts";
import type { DebtRow, GrantRow, HeadRow, HoldRow, JobRow, ScheduledRow, SliceRow, Snapshot } from "../rows.ts";
import { FreeGrants } from "./free-grants.ts";
import type { OpeningEntry } from "./opening.ts";

/** A grant's row, with the sums of its postings so far. */
export interface GrantAccount {
  readonly row: GrantRow;
  /** The grant's position in burn order among all grants of the organization. */
  readonly rank: number;
  issued: bigint;
  avail: bigint;
  held: bigint;
  spent: bigint;
  expired: bigint;
  revoked: bigint;
  readonly legs: Legs;
}

/** The entries with a certain cause: their count, and the leg of the last one. */
export interface Legs {
  count: number;
  last: number;
}

/** The sums of the postings of one hold and grant so far. */
export interface SliceAccount {
  row: SliceRow | null;
  reserved: bigint;
  settled: bigint;
  released: bigint;
}

/** A scheduled grant's row, and the entries that made and cancelled it. */
export interface ScheduledAccount {
  readonly row: ScheduledRow;
  readonly legs: Legs;
}

export interface HoldAccount {
  readonly row: HoldRow;
  /** By grant id. */
  readonly slices: Map<string, SliceAccount>;
  /** The amount that its `hold_placed` entry reserved; `null` before that entry. */
  placed: bigint | null;
  /** The state that an entry of its own gave it, by its end; `null` without such an entry. */
  endedAs: "voided" | "expired" | null;
  /** Whether a revocation moved its credit: its end may then have made no entry of its own. */
  isTakenBack: boolean;
  readonly legs: Legs;
}

export interface DebtAccount {
  readonly row: DebtRow;
  /** The amount that postings booked as owed; `open` is the rest of it. */
  entered: bigint;
  open: bigint;
  paid: bigint;
  forgiven: bigint;
  /** The number of the entry that made the debt; `null` before that entry. */
  madeBy: number | null;
  /** The debt's index in `debtsMade`; -1 before it was made. */
  place: number;
  readonly legs: Legs;
}

/**
 * The stored rows of one organization, with the same values computed from its postings. The checks compare
 * the two; only `replay` and `addOpening` write the computed values.
 */
export interface Accounts {
  readonly head: HeadRow;
  /** The entry after which checking begins. */
  readonly opening: OpeningEntry;
  readonly grants: Map<string, GrantAccount>;
  readonly scheduled: Map<string, ScheduledAccount>;
  readonly holds: Map<string, HoldAccount>;
  readonly debts: Map<string, DebtAccount>;
  readonly jobs: Map<string, JobRow>;
  /** Grants with credit available, in burn order. */
  readonly free: FreeGrants;
  /** Debts in the order of the entries that made them. */
  readonly debtsMade: DebtAccount[];
  available: bigint;
  reserved: bigint;
  owed: bigint;
  /** `spent`, `reversed` and `forgiven` are totals over all grants and debts. */
  spent: bigint;
  reversed: bigint;
  forgiven: bigint;
  /** Total of all charges that are causes of entries. */
  charged: bigint;
}

/** Sets up an organization's accounts, before any posting. */
export function openAccounts(snapshot: Snapshot, opening: OpeningEntry): Accounts {
  const grants = new Map(burnRanks(snapshot.grants).map((row, rank) => [row.id, newGrantAccount(row, rank)]));
  const holds = new Map(snapshot.holds.map((row) => [row.id, newHoldAccount(row)]));
  for (const row of snapshot.slices)
    holds.get(row.holdId)?.slices.set(row.grantId, { row, reserved: 0n, settled: 0n, released: 0n });
  return {
    head: snapshot.head,
    opening,
    grants,
    scheduled: new Map(snapshot.scheduled.map((row) => [row.id, { row, legs: { count: 0, last: 0 } }])),
    holds,
    debts: new Map(snapshot.debts.map((row) => [row.id, newDebtAccount(row)])),
    jobs: new Map(snapshot.jobs.map((row) => [row.id, row])),
    free: new FreeGrants([...grants.values()]),
    debtsMade: [],
    available: 0n,
    reserved: 0n,
    owed: 0n,
    spent: 0n,
    reversed: 0n,
    forgiven: 0n,
    charged: 0n,
  };
}

function newGrantAccount(row: GrantRow, rank: number): GrantAccount {
  return {
    row,
    rank,
    issued: 0n,
    avail: 0n,
    held: 0n,
    spent: 0n,
    expired: 0n,
    revoked: 0n,
    legs: { count: 0, last: 0 },
  };
}

function newDebtAccount(row: DebtRow): DebtAccount {
  return { row, entered: 0n, open: 0n, paid: 0n, forgiven: 0n, madeBy: null, place: -1, legs: { count: 0, last: 0 } };
}

function newHoldAccount(row: HoldRow): HoldAccount {
  return { row, slices: new Map(), placed: null, endedAs: null, isTakenBack: false, legs: { count: 0, last: 0 } };
}
