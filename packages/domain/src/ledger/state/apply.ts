import { applyStorage } from "../../usage/storage/ledger-storage.ts";
import { budgetName, useName } from "./budget.ts";
import { compareBurn, compareDebts } from "./burn.ts";
import { noteDecision } from "./corrections.ts";
import type { Accepted } from "./decision.ts";
import { noMeters, putEndpoint } from "./meters.ts";
import { planAfter } from "./plan.ts";
import { placeIn } from "./sorted.ts";
import type { Debt, Grant, OrgLedger } from "./state.ts";
import { noteUsage } from "./usage.ts";

/**
 * Applies a decision to the ledger in memory, so that the next command of a batch is decided on the state
 * after it.
 */
export function apply(ledger: OrgLedger, decision: Accepted): void {
  const {
    grants,
    debts,
    holds,
    job,
    endpoint,
    scheduled,
    charges,
    budgets,
    uses,
    subscription,
    asksTopUp,
    storage,
    months,
    hasMeters,
    balanceState,
  } = decision.changes;
  for (const grant of grants.values()) putGrant(ledger, grant);
  for (const debt of debts.values()) putDebt(ledger, debt);
  for (const hold of holds.values()) ledger.holds.set(hold.id, hold);
  if (job !== null) {
    ledger.jobs.set(job.id, job);
    ledger.jobIds.set(job.ref, job.id);
  }
  if (endpoint !== null) {
    ledger.meters ??= noMeters();
    putEndpoint(ledger.meters, endpoint);
  }
  if (scheduled !== null) {
    ledger.scheduled.set(scheduled.id, scheduled);
    ledger.businessKeys.set(scheduled.businessKey, scheduled);
  }
  for (const budget of budgets) ledger.budgets?.terms.set(budgetName(budget), budget);
  for (const use of uses) ledger.budgets?.uses.set(useName(use), use);
  if (subscription !== null && ledger.plan !== null) ledger.plan = planAfter(ledger.plan, subscription);
  if (asksTopUp) ledger.topUpBelow = null;
  if (storage !== null && ledger.storage !== null) applyStorage(ledger.storage, storage);
  for (const meter of months.values()) {
    ledger.months ??= new Map();
    ledger.months.set(meter.id, meter);
  }
  // Without such work before, no endpoint runs, and none needs to be loaded.
  if (hasMeters && !ledger.hasMeters) ledger.meters ??= noMeters();
  ledger.hasMeters = hasMeters;
  ledger.balanceState = balanceState;
  if (ledger.usage !== null) for (const charge of charges) noteUsage(ledger.usage, charge);
  if (ledger.corrections !== null) noteDecision(ledger.corrections, decision, (id) => ledger.grants.get(id));
  const last = decision.entries.at(-1);
  if (last !== undefined) {
    ledger.seq = last.seq;
    ledger.at = last.at;
    ledger.balance = last.after;
  }
}

/** Puts a grant into the ledger: into burn order if it has free credit, and out of it if it has none. */
export function putGrant(ledger: OrgLedger, grant: Grant): void {
  const before = ledger.grants.get(grant.id);
  if (before === undefined) ledger.businessKeys.set(grant.businessKey, grant);
  ledger.grants.set(grant.id, grant);
  const wasFree = before !== undefined && before.avail > 0n;
  if (wasFree === grant.avail > 0n) return;
  const place = placeIn(ledger.burnOrder, (id) => compareBurn(ledger.grants.get(id) as Grant, grant));
  if (wasFree) ledger.burnOrder.splice(place, 1);
  else ledger.burnOrder.splice(place, 0, grant.id);
}

/** Puts a debt into the ledger: among the open ones, in the order in which they are paid, or out of them. */
export function putDebt(ledger: OrgLedger, debt: Debt): void {
  const before = ledger.debts.get(debt.id);
  ledger.debts.set(debt.id, debt);
  const wasOpen = before !== undefined && before.open > 0n;
  if (wasOpen === debt.open > 0n) return;
  const place = placeIn(ledger.debtOrder, (id) => compareDebts(ledger.debts.get(id) as Debt, debt));
  if (wasOpen) ledger.debtOrder.splice(place, 1);
  else ledger.debtOrder.splice(place, 0, debt.id);
}
