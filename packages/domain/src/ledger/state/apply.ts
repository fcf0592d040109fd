import { compareBurn } from "./burn.ts";
import { noteDecision } from "./corrections.ts";
import type { Accepted } from "./decision.ts";
import type { Grant, OrgLedger } from "./state.ts";

/**
 * Applies a decision to the ledger in memory, so that the next command of a batch is decided on the state
 * after it.
 */
export function apply(ledger: OrgLedger, decision: Accepted): void {
  const { grants, debts, holds, job, scheduled } = decision.changes;
  for (const grant of grants.values()) putGrant(ledger, grant);
  for (const debt of debts.values()) {
    ledger.debts.set(debt.id, debt);
    const place = ledger.debtOrder.indexOf(debt.id);
    if (place < 0 && debt.open > 0n) ledger.debtOrder.push(debt.id);
    if (place >= 0 && debt.open === 0n) ledger.debtOrder.splice(place, 1);
  }
  for (const hold of holds.values()) ledger.holds.set(hold.id, hold);
  if (job !== null) {
    ledger.jobs.set(job.id, job);
    ledger.jobIds.set(job.ref, job.id);
  }
  if (scheduled !== null) {
    ledger.scheduled.set(scheduled.id, scheduled);
    ledger.businessKeys.set(scheduled.businessKey, scheduled);
  }
  if (ledger.corrections !== null) noteDecision(ledger.corrections, decision, (id) => ledger.grants.get(id));
  const last = decision.entries.at(-1);
  if (last !== undefined) {
    ledger.seq = last.seq;
    ledger.at = last.at;
    ledger.balance = last.after;
  }
}

/** Puts a grant into the ledger; inserts a new one at its position in burn order. */
export function putGrant(ledger: OrgLedger, grant: Grant): void {
  if (!ledger.grants.has(grant.id)) {
    const place = ledger.burnOrder.findIndex((id) => {
      const other = ledger.grants.get(id);
      return other !== undefined && compareBurn(grant, other) < 0;
    });
    ledger.burnOrder.splice(place < 0 ? ledger.burnOrder.length : place, 0, grant.id);
    ledger.businessKeys.set(grant.businessKey, grant);
  }
  ledger.grants.set(grant.id, grant);
}
