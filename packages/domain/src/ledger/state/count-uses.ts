import type { Micros } from "../../money/index.ts";
import { budgetLevel } from "../../notices/budget-level.ts";
import {
  type Budget,
  type BudgetTerms,
  type BudgetUse,
  type BudgetWindowKey,
  budgetName,
  type Counted,
  useName,
} from "./budget.ts";
import { windowOf } from "./budget-window.ts";
import { budgetsIn } from "./budgets-in.ts";
import type { Draft } from "./draft.ts";
import type { Posting } from "./entry.ts";
import type { Id } from "./ids.ts";
import type { BudgetAlert } from "./ledger-alert.ts";

/** What a command adds to the use of one budget in one window. Micro-USD. */
export interface MovedUse {
  readonly use: BudgetWindowKey;
  amount: Micros;
  readonly terms: BudgetTerms;
}

/**
 * The rows of budgets and uses that a command changes. A budget that the command names and the organization does not
 * have yet is made. A charge counts with the hold that pays a part of it, or else with its labels and the caller; an open
 * hold counts as used.
 * @source docs/rules.md#budgets; docs/invariants.md#l33
 */
export function countUses(draft: Draft): CountedUses {
  const { budgets } = draft.ledger;
  if (budgets === null) return NOTHING;
  const uses: BudgetUse[] = [];
  const alerts: BudgetAlert[] = [];
  for (const [name, { use, amount, terms }] of movedUses(draft)) {
    if (amount === 0n) continue;
    const before = budgets.uses.get(name);
    const used = (before?.used ?? 0n) + amount;
    const told = before?.level ?? 0;
    const level = budgetLevel(used, terms.cap);
    const isNew = level > told;
    uses.push({ ...use, used, level: isNew ? level : told });
    if (isNew && level !== 0 && terms.cap !== null)
      alerts.push({ kind: "budget.reached", ...use, level, cap: terms.cap, used });
  }
  return { budgets: newBudgets(draft), uses, alerts };
}

/** The rows of budgets that a command changes, and the levels that their uses reach. */
interface CountedUses {
  readonly budgets: readonly Budget[];
  readonly uses: readonly BudgetUse[];
  readonly alerts: readonly BudgetAlert[];
}

const NOTHING: CountedUses = { budgets: [], uses: [], alerts: [] };

/** The changes of uses by the command so far, by the names of the uses. */
export function movedUses(draft: Draft): ReadonlyMap<string, MovedUse> {
  const moved = new Map<string, MovedUse>();
  const { limits, at } = draft;
  const { budgets } = draft.ledger;
  if (budgets === null || (budgets.terms.size === 0 && limits.length === 0)) return moved;
  const add = (counted: Counted | null, amount: Micros): void => {
    if (counted === null || amount === 0n) return;
    for (const terms of budgetsIn({ budgets, limits, at }, counted)) {
      const { scope, ref, period } = terms;
      const use = { scope, ref, period, from: windowOf(period, counted.at).from };
      const name = useName(use);
      const before = moved.get(name);
      if (before === undefined) moved.set(name, { use, amount, terms });
      else before.amount += amount;
    }
  };
  for (const [holdId, amount] of movesOfHolds(draft.allPostings())) add(draft.countedHold(holdId), amount);
  for (const charge of draft.charges) {
    const paidBy = payerOf(draft.postingsOf(charge));
    add(paidBy === null ? draft.counted(charge) : draft.countedHold(paidBy), charge.amount);
  }
  return moved;
}

/** The hold that pays a part of a charge; `null` if none does. */
function payerOf(postings: readonly Posting[]): Id | null {
  return postings.find(({ from, to }) => from === "held" && to === "spent")?.holdId ?? null;
}

/** What postings add to each hold, or take from it. Micro-USD. */
function movesOfHolds(postings: readonly Posting[]): Map<Id, Micros> {
  const moves = new Map<Id, Micros>();
  for (const { to, amount, holdId } of postings)
    if (holdId !== null) moves.set(holdId, (moves.get(holdId) ?? 0n) + (to === "held" ? amount : -amount));
  return moves;
}

function newBudgets(draft: Draft): readonly Budget[] {
  const known = draft.ledger.budgets?.terms;
  return draft.limits
    .filter((terms) => known?.has(budgetName(terms)) !== true)
    .map((terms) => ({ ...terms, createdAt: draft.at }));
}
