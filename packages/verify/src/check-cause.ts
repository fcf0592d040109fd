import type { EntryKind, Posting } from "@scrip/domain/ledger";
import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, Legs } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

const CAUSE_OF: Readonly<Record<EntryKind, EntryRow["causeType"]>> = {
  grant_scheduled: "scheduled",
  grant_cancelled: "scheduled",
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
 * L12: each entry has an existing cause of the right type, and the entries of a cause are numbered from 1.
 * Postings move only credit that belongs to the cause. What a charge spends and leaves owed is its amount.
 */
export function checkCause(accounts: Accounts, report: Report): Check {
  return {
    entry(entry) {
      const reportL12 = (message: string): void =>
        report("L12", [`entry ${entry.seq}`, `${entry.causeType} ${entry.causeId}`], message);
      if (CAUSE_OF[entry.kind] !== entry.causeType)
        reportL12(`an entry of the kind ${entry.kind} cannot have a ${entry.causeType} as its cause`);
      if (entry.causeType !== "charge" && entry.charge !== null)
        reportL12("the entry carries a charge, but its cause is not a charge");
      if (!causeExists(accounts, entry)) {
        reportL12("the cause of the entry does not exist");
        return;
      }
      countLeg(accounts, entry, reportL12);
      if (entry.causeType === "charge") checkCharge(accounts, entry, reportL12);
      for (const posting of entry.postings)
        if (!belongs(accounts, entry, posting))
          reportL12(`a posting from ${posting.from} to ${posting.to} does not belong to the entry's cause`);
    },
    end: nothing,
  };
}

function causeExists({ grants, scheduled, holds, debts }: Accounts, { causeType, causeId, charge }: EntryRow): boolean {
  if (causeType === "charge") return charge !== null;
  if (causeType === "debt") return debts.has(causeId);
  if (causeType === "scheduled") return scheduled.has(causeId);
  return causeType === "grant" ? grants.has(causeId) : holds.has(causeId);
}

/** A leg must be the previous leg plus one, or equal the count of entries so far; so one wrong leg is one finding. */
function countLeg(
  { grants, scheduled, holds, debts }: Accounts,
  { causeType, causeId, leg }: EntryRow,
  reportL12: (message: string) => void,
): void {
  if (causeType === "charge") {
    if (leg !== 1) reportL12(`the entry is leg ${leg} of its cause; a charge has one entry`);
    return;
  }
  const rows = { grant: grants, scheduled, hold: holds, debt: debts };
  const legs = rows[causeType].get(causeId)?.legs;
  if (legs === undefined) return;
  legs.count += 1;
  if (leg !== legs.last + 1 && leg !== legs.count)
    reportL12(`the entry is leg ${leg} of its cause; the next one is ${legs.last + 1}`);
  legs.last = leg;
}

/** L12, after the last entry: each row stores how many entries have it as their cause. */
export function checkLegs(stored: number, { count, last }: Legs, rows: readonly string[], report: Report): void {
  if (stored !== count && stored !== last)
    report("L12", rows, `its row counts ${stored} entries with this cause; there are ${count}`);
}

function checkCharge({ jobs, holds }: Accounts, entry: EntryRow, reportL12: (message: string) => void): void {
  const { charge, postings } = entry;
  if (charge === null) return;
  let moved = 0n;
  for (const { from, to, amount, debtId } of postings)
    if ((to === "spent" && (from === "held" || debtId === null)) || (from === "charge" && to === "owed"))
      moved += amount;
  if (moved !== charge.amount) reportL12(`the charge is ${charge.amount}; the entry spends or leaves owed ${moved}`);
  if (!charge.isAtEntry) reportL12("the charge and its entry have different times");
  if (charge.jobId !== null && !jobs.has(charge.jobId)) return; // L28 reports the missing job.
  const hold = charge.holdId === null ? undefined : holds.get(charge.holdId)?.row;
  if (hold !== undefined && hold.jobId !== charge.jobId)
    reportL12(`the charge names hold ${hold.id}, which belongs to another job`);
}

/** Whether the cause may make this move: on its own grant, its own hold, or its own job's hold. */
function belongs({ holds }: Accounts, entry: EntryRow, { from, to, grantId, holdId, debtId }: Posting): boolean {
  if (entry.causeType === "scheduled") return false;
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
