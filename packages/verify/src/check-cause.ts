import type { EntryKind, Posting } from "@scrip/domain/ledger";
import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, Legs } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

const CAUSE_OF: Readonly<Record<EntryKind, EntryRow["causeType"]>> = {
  grant_issued: "grant",
  grant_expired: "grant",
  grant_revoked: "grant",
  grant_reinstated: "grant",
  hold_placed: "hold",
  hold_grown: "hold",
  hold_released: "hold",
  hold_voided: "hold",
  hold_expired: "hold",
  settled: "charge",
  charged: "charge",
  debt_forgiven: "debt",
};

/**
 * L12: each entry has a cause that exists and is of its kind, the entries of a cause are numbered from
 * 1, what moves belongs to the cause, and what a charge took and left owed adds up to its amount.
 */
export function checkCause(accounts: Accounts, report: Report): Check {
  return {
    entry(entry) {
      const tell = (message: string): void =>
        report("L12", [`entry ${entry.seq}`, `${entry.causeType} ${entry.causeId}`], message);
      if (CAUSE_OF[entry.kind] !== entry.causeType)
        tell(`an entry of the kind ${entry.kind} cannot have a ${entry.causeType} as its cause`);
      if (entry.causeType !== "charge" && entry.charge !== null) tell("the entry says a charge and has another cause");
      if (!causeExists(accounts, entry)) {
        tell("the cause of the entry does not exist");
        return;
      }
      countLeg(accounts, entry, tell);
      if (entry.causeType === "charge") checkCharge(accounts, entry, tell);
      for (const posting of entry.postings)
        if (!belongs(accounts, entry, posting))
          tell(`a posting from ${posting.from} to ${posting.to} is not of the entry's cause`);
    },
    end: nothing,
  };
}

function causeExists({ grants, holds, debts }: Accounts, { causeType, causeId, charge }: EntryRow): boolean {
  if (causeType === "charge") return charge !== null;
  if (causeType === "debt") return debts.has(causeId);
  return causeType === "grant" ? grants.has(causeId) : holds.has(causeId);
}

/** A leg must follow the last one, or be what the count says: one wrong leg is one finding. */
function countLeg(
  { grants, holds, debts }: Accounts,
  { causeType, causeId, leg }: EntryRow,
  tell: (message: string) => void,
): void {
  if (causeType === "charge") {
    if (leg !== 1) tell(`the entry is leg ${leg} of its cause; a charge has one entry`);
    return;
  }
  const rows = { grant: grants, hold: holds, debt: debts };
  const legs = rows[causeType].get(causeId)?.legs;
  if (legs === undefined) return;
  legs.count += 1;
  if (leg !== legs.last + 1 && leg !== legs.count)
    tell(`the entry is leg ${leg} of its cause; the next one is ${legs.last + 1}`);
  legs.last = leg;
}

/** L12 at the end: a row counts the entries that it is the cause of. */
export function checkLegs(stored: number, { count, last }: Legs, rows: readonly string[], report: Report): void {
  if (stored !== count && stored !== last)
    report("L12", rows, `it counts ${stored} entries of its own; there are ${count}`);
}

function checkCharge({ jobs, holds }: Accounts, entry: EntryRow, tell: (message: string) => void): void {
  const { charge, postings } = entry;
  if (charge === null) return;
  let moved = 0n;
  for (const { from, to, amount, debtId } of postings)
    if ((to === "spent" && (from === "held" || debtId === null)) || (from === "charge" && to === "owed"))
      moved += amount;
  if (moved !== charge.amount) tell(`the charge is ${charge.amount}; the entry spends and leaves owed ${moved}`);
  if (!charge.isAtEntry) tell("the charge and its entry are of different times");
  if (charge.jobId !== null && !jobs.has(charge.jobId)) return; // L28 tells it
  const hold = charge.holdId === null ? undefined : holds.get(charge.holdId)?.row;
  if (hold !== undefined && hold.jobId !== charge.jobId)
    tell(`the charge names hold ${hold.id}, which belongs to another work`);
}

/** Whether a move of credit is one that the cause may make: its own grant, its own hold, its own job's hold. */
function belongs({ holds }: Accounts, entry: EntryRow, { from, to, grantId, holdId, debtId }: Posting): boolean {
  const paysDebt = debtId !== null && (to === "spent" || to === "paid");
  if (paysDebt) return true;
  if (entry.causeType === "debt") return debtId === entry.causeId;
  if (entry.causeType === "grant") return grantId === null || grantId === entry.causeId;
  if (entry.causeType === "hold") return holdId === null || holdId === entry.causeId;
  if (from === "issued" || to === "expired" || to === "revoked" || from === "revoked") return false;
  if (holdId === null || entry.charge === null) return true;
  const { holdId: named, jobId } = entry.charge;
  const hold = holds.get(holdId);
  return hold === undefined || (jobId === null ? holdId === named : hold.row.jobId === jobId);
}
