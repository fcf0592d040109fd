import { burnRanks } from "../burn-rank.ts";
import type { DebtRow, GrantRow, HeadRow, HoldRow, JobRow, SliceRow, Snapshot } from "../rows.ts";
import { FreeGrants } from "./free-grants.ts";
import type { OpeningEntry } from "./opening.ts";

/** A grant's row, and beside it what its postings add up to so far. */
export interface GrantAccount {
  readonly row: GrantRow;
  /** Its place in burn order among all grants of the organization. */
  readonly rank: number;
  issued: bigint;
  avail: bigint;
  held: bigint;
  spent: bigint;
  expired: bigint;
  revoked: bigint;
  readonly legs: Legs;
}

/** The entries that have a row as their cause: how many there are, and the leg of the last one. */
export interface Legs {
  count: number;
  last: number;
}

/** What the postings of one hold and grant add up to so far. */
export interface SliceAccount {
  row: SliceRow | null;
  reserved: bigint;
  settled: bigint;
  released: bigint;
}

export interface HoldAccount {
  readonly row: HoldRow;
  /** By grant. */
  readonly slices: Map<string, SliceAccount>;
  /** What its `hold_placed` entry reserved; `null` before it. */
  placed: bigint | null;
  readonly legs: Legs;
}

export interface DebtAccount {
  readonly row: DebtRow;
  /** What entered the books; `open` is what is left of it. */
  entered: bigint;
  open: bigint;
  paid: bigint;
  forgiven: bigint;
  /** The entry that made it. */
  madeBy: number | null;
  /** Counts the debts as they were made, from 0. */
  place: number;
  readonly legs: Legs;
}

/**
 * What the rows of one organization say, and what its postings say about the same things. The
 * checks compare the two; `replay` is the only writer of the second.
 */
export interface Accounts {
  readonly head: HeadRow;
  /** The entry after which checking begins. */
  readonly opening: OpeningEntry;
  readonly grants: Map<string, GrantAccount>;
  readonly holds: Map<string, HoldAccount>;
  readonly debts: Map<string, DebtAccount>;
  readonly jobs: Map<string, JobRow>;
  /** Grants with credit available, in burn order. */
  readonly free: FreeGrants;
  /** In the order of the entries that made them. */
  readonly debtsMade: DebtAccount[];
  available: bigint;
  reserved: bigint;
  owed: bigint;
  /** Over all grants and debts. */
  spent: bigint;
  reversed: bigint;
  forgiven: bigint;
  /** Over all charges that are causes of entries. */
  charged: bigint;
}

/** Sets up the accounts of an organization, in which nothing was moved yet. */
export function openAccounts(snapshot: Snapshot, opening: OpeningEntry): Accounts {
  const grants = new Map(burnRanks(snapshot.grants).map((row, rank) => [row.id, newGrantAccount(row, rank)]));
  const holds = new Map(snapshot.holds.map((row) => [row.id, newHoldAccount(row)]));
  for (const row of snapshot.slices)
    holds.get(row.holdId)?.slices.set(row.grantId, { row, reserved: 0n, settled: 0n, released: 0n });
  return {
    head: snapshot.head,
    opening,
    grants,
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
  return { row, slices: new Map(), placed: null, legs: { count: 0, last: 0 } };
}
