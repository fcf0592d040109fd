import type { Bucket, Posting } from "@scrip/domain/ledger";
import type { Report } from "../finding.ts";
import type { EntryRow } from "../rows.ts";
import type { Accounts, DebtAccount, GrantAccount, HoldAccount } from "./accounts.ts";

type Moves = Pick<EntryRow, "seq" | "postings" | "charge">;

/**
 * Adds an entry's postings to the accounts. Reports a counter that they take below zero (L2) and a reference
 * to a row that this organization does not have (L28). It also adds moves that are not allowed, because the
 * balances must show their effect.
 */
export function replay(accounts: Accounts, entry: Moves, report: Report): void {
  for (const posting of entry.postings) {
    const { grantId, holdId, debtId } = posting;
    addToBalances(accounts, posting);
    if (grantId !== null) {
      const grant = accounts.grants.get(grantId);
      if (grant === undefined) missing(entry, "grant", grantId, report);
      else moveCredit(accounts, grant, entry, posting, report);
    }
    if (holdId !== null) {
      const hold = accounts.holds.get(holdId);
      if (hold === undefined) missing(entry, "hold", holdId, report);
      else if (grantId !== null) moveHeld(hold, grantId, entry, posting, report);
    }
    if (debtId !== null) {
      const debt = accounts.debts.get(debtId);
      if (debt === undefined) missing(entry, "debt", debtId, report);
      else if (grantId === null) moveDebt(accounts, debt, entry, posting, report);
    }
  }
  accounts.charged += entry.charge?.amount ?? 0n;
}

function addToBalances(accounts: Accounts, { from, to, amount }: Posting): void {
  if (from === "avail") accounts.available -= amount;
  else if (from === "held") accounts.reserved -= amount;
  else if (from === "owed") accounts.owed -= amount;
  if (to === "avail") accounts.available += amount;
  else if (to === "held") accounts.reserved += amount;
  else if (to === "owed") accounts.owed += amount;
  else if (to === "spent") accounts.spent += amount;
  else if (to === "forgiven") accounts.forgiven += amount;
  if (from === "reversal") accounts.reversed += amount;
}

function moveCredit(
  accounts: Accounts,
  grant: GrantAccount,
  { seq }: Moves,
  { from, to, amount }: Posting,
  report: Report,
): void {
  if (from === "issued") grant.issued += amount;
  if (isCounter(from)) {
    grant[from] -= amount;
    if (grant[from] < 0n && grant[from] + amount >= 0n)
      report("L2", [`entry ${seq}`, `grant ${grant.row.id}`], `the entry takes ${from} of the grant to ${grant[from]}`);
  }
  if (isCounter(to)) grant[to] += amount;
  if (from === "avail" || to === "avail") accounts.free.update(grant);
}

function isCounter(bucket: Bucket): bucket is "avail" | "held" | "spent" | "expired" | "revoked" {
  return bucket === "avail" || bucket === "held" || bucket === "spent" || bucket === "expired" || bucket === "revoked";
}

function moveHeld(
  hold: HoldAccount,
  grantId: string,
  { seq }: Moves,
  { from, to, amount }: Posting,
  report: Report,
): void {
  let slice = hold.slices.get(grantId);
  if (slice === undefined) {
    slice = { row: null, reserved: 0n, settled: 0n, released: 0n };
    hold.slices.set(grantId, slice);
  }
  if (to === "held") slice.reserved += amount;
  if (from !== "held") return;
  if (to === "avail") slice.released += amount;
  else slice.settled += amount;
  const open = slice.reserved - slice.settled - slice.released;
  if (open < 0n && open + amount >= 0n)
    report(
      "L2",
      [`entry ${seq}`, `hold ${hold.row.id}`, `grant ${grantId}`],
      `the entry takes the hold's slice to ${open}`,
    );
}

function moveDebt(
  accounts: Accounts,
  debt: DebtAccount,
  { seq }: Moves,
  { from, to, amount }: Posting,
  report: Report,
): void {
  if (from === "owed") debt.open -= amount;
  if (to === "owed") {
    debt.open += amount;
    debt.entered += amount;
    if (debt.madeBy === null) {
      debt.madeBy = seq;
      putInOrder(accounts.debtsMade, debt);
    }
  }
  if (to === "paid") debt.paid += amount;
  if (to === "forgiven") debt.forgiven += amount;
  if (debt.open < 0n && debt.open + amount >= 0n)
    report("L2", [`entry ${seq}`, `debt ${debt.row.id}`], `the entry takes the open part of the debt to ${debt.open}`);
}

/** Debts are paid by the entry that made them; those of one entry by their id. */
function putInOrder(made: DebtAccount[], debt: DebtAccount): void {
  let place = made.length;
  for (; place > 0; place -= 1) {
    const before = made[place - 1];
    if (before === undefined || before.madeBy !== debt.madeBy || before.row.id < debt.row.id) break;
    before.place = place;
  }
  made.splice(place, 0, debt);
  debt.place = place;
}

function missing({ seq }: Moves, what: string, id: string, report: Report): void {
  report("L28", [`entry ${seq}`, `${what} ${id}`], `a posting names a ${what} that this organization does not have`);
}
