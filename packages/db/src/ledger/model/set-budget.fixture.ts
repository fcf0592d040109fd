import {
  type BudgetTerms,
  type BudgetUse,
  budgetName,
  type Hold,
  noBudgets,
  openOf,
  useName,
  windowOf,
} from "@scrip/domain/ledger";
import { BUDGET_LEVELS, type BudgetLevel } from "@scrip/domain/notices";
import type { ModelOrganization } from "./model.fixture.ts";

/** With what a hold or a charge counts. */
interface Work {
  readonly at: number;
  readonly key: string | null;
  readonly project: string | null;
  readonly member: string | null;
}

/** Sets a budget in the model, and counts what was used before from its entries. Uses no code of the rules. */
export function setModelBudget(model: ModelOrganization, terms: Omit<BudgetTerms, "version">): void {
  const { ledger } = model;
  const at = Math.max(ledger.at, model.now);
  const budgets = { ...(ledger.budgets ?? noBudgets()), marksHolds: true };
  ledger.budgets = budgets;
  const before = budgets.terms.get(budgetName(terms));
  const version = (before?.version ?? 0) + 1;
  budgets.terms.set(budgetName(terms), { ...terms, version, createdAt: before?.createdAt ?? at });
  if (before !== undefined) {
    for (const [name, use] of budgets.uses)
      if (use.scope === terms.scope && use.ref === terms.ref && use.period === terms.period)
        budgets.uses.set(name, { ...use, level: levelWith(terms.cap, use) });
    return;
  }
  for (const hold of ledger.holds.values())
    if (hold.state === "open" && hold.placedAt === null) {
      const { at: placedAt, key } = placedOf(model, hold);
      ledger.holds.set(hold.id, { ...hold, placedAt, placedBy: key });
    }
  const { scope, ref, period } = terms;
  const { from } = windowOf(period, at);
  const isCounted = (work: Work): boolean =>
    work.at >= from && { key: work.key, member: work.member, project: work.project, organization: "" }[scope] === ref;
  const use = { scope, ref, period, from };
  budgets.uses.set(useName(use), { ...use, used: usedOf(model, isCounted), level: 0 });
}

/** The highest level that was notified and that the use still reaches with a changed cap. */
function levelWith(cap: bigint | null, { used, level }: BudgetUse): BudgetLevel {
  const isReached = (part: number): boolean => cap !== null && cap > 0n && used * 100n >= cap * BigInt(part);
  return BUDGET_LEVELS.findLast((part) => part <= level && isReached(part)) ?? 0;
}

/** What charges and open holds of the counted work add up to. Micro-USD. */
function usedOf(model: ModelOrganization, isCounted: (work: Work) => boolean): bigint {
  let used = 0n;
  for (const hold of model.ledger.holds.values()) if (isCounted(placedOf(model, hold))) used += openOf(hold);
  for (const { cause, postings, at, actor } of model.entries) {
    if (cause.type !== "charge") continue;
    const paidBy = postings.find(({ from, to }) => from === "held" && to === "spent")?.holdId;
    const hold = model.ledger.holds.get(paidBy ?? "");
    const key = actor.type === "service_key" ? actor.id : null;
    const work = hold === undefined ? { ...cause.charge, at, key } : placedOf(model, hold);
    if (isCounted(work)) used += cause.charge.amount;
  }
  return used;
}

/** Who placed a hold, and when, by its entry. A hold of zero has none: its job began with it. */
function placedOf({ ledger, entries }: ModelOrganization, { id, jobId, placedAt, placedBy }: Hold): Work {
  const job = ledger.jobs.get(jobId ?? "");
  const labels = { project: job?.project ?? null, member: job?.member ?? null };
  if (placedAt !== null) return { at: placedAt, key: placedBy, ...labels };
  const entry = entries.find(
    ({ kind, cause }) => kind === "hold_placed" && cause.type === "hold" && cause.hold.id === id,
  );
  if (entry === undefined) return { at: job?.startedAt ?? 0, key: null, ...labels };
  return { at: entry.at, key: entry.actor.type === "service_key" ? entry.actor.id : null, ...labels };
}
