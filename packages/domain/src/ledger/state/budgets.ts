import { formatUsd, MAX_BALANCE, type Micros } from "../../money/index.ts";
import type { Draft } from "./draft.ts";
import type { Id, Instant } from "./ids.ts";
import { type RuleRefusal, refuse } from "./rule.ts";
import type { Hold } from "./state.ts";

/** Whose use a budget counts. `key` is one service key; its `ref` is the key's id. */
export const BUDGET_SCOPES = ["key"] as const;
export type BudgetScope = (typeof BUDGET_SCOPES)[number];

/** The windows of a budget. A day is a calendar day in UTC, by the organization's time. */
export const BUDGET_PERIODS = ["day"] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

/** A subject whose use is counted. */
export interface BudgetSubject {
  readonly scope: BudgetScope;
  readonly ref: string;
}

/** The terms of a budget. */
export interface BudgetTerms extends BudgetSubject {
  readonly period: BudgetPeriod;
  /** Micro-USD in one window; `null` counts the use, and limits it only to the greatest sum of an organization. */
  readonly cap: Micros | null;
  /** Grows with each change of the cap, so that an older change never overwrites a later one. */
  readonly version: number;
}

/** A budget of an organization. */
export interface Budget extends BudgetTerms {
  /** Use is counted from the window of this time on. */
  readonly createdAt: Instant;
}

/** The use of one budget in one window: charges, and what holds keep open. Micro-USD. */
export interface BudgetUse extends BudgetSubject {
  readonly period: BudgetPeriod;
  /** The start of the window. */
  readonly from: Instant;
  readonly used: Micros;
}

/** The budgets of an organization that the commands of a batch touch, and their uses, by the names below. */
export interface Budgets {
  readonly terms: Map<string, Budget>;
  readonly uses: Map<string, BudgetUse>;
}

/** A subject at a time, which picks one window of each of its budgets. */
export interface Counted extends BudgetSubject {
  readonly at: Instant;
}

export const budgetName = ({ scope, ref, period }: Pick<Budget, "scope" | "ref" | "period">): string =>
  `${scope} ${period} ${ref}`;

export const useName = (use: Pick<BudgetUse, "scope" | "ref" | "period" | "from">): string =>
  `${budgetName(use)} ${use.from}`;

export const noBudgets = (): Budgets => ({ terms: new Map(), uses: new Map() });

const DAY_MS = 86_400_000;

/** The window of a period that contains an instant: `[from, until)`. */
export function windowOf(period: BudgetPeriod, at: Instant): { readonly from: Instant; readonly until: Instant } {
  switch (period) {
    case "day": {
      const from = Math.floor(at / DAY_MS) * DAY_MS;
      return { from, until: from + DAY_MS };
    }
  }
}

/** Whether the organization has a budget of the subject. */
export function hasBudget(budgets: Budgets | null, { scope, ref }: BudgetSubject): boolean {
  return budgets !== null && BUDGET_PERIODS.some((period) => budgets.terms.has(budgetName({ scope, ref, period })));
}

/** Where a hold counts: with the key that placed it, in the window in which it was placed; `null` if nowhere. */
export function countedIn({ placedBy, placedAt }: Pick<Hold, "placedBy" | "placedAt">): Counted | null {
  return placedBy === null || placedAt === null ? null : { scope: "key", ref: placedBy, at: placedAt };
}

/**
 * Checks that an amount fits into what is left of the subject's budgets. An amount of zero always fits.
 * @param asked micro-USD that the command adds to what it has moved so far
 * @param subject whose budgets; `null` if nothing counts it
 * @returns `null`, or the refusal `budget_exceeded`
 * @source docs/rules.md#budgets
 */
export function checkBudgets(draft: Draft, asked: Micros, subject: Counted | null): RuleRefusal | null {
  const { budgets } = draft.ledger;
  if (subject === null || budgets === null || asked === 0n) return null;
  const moved = movedUses(draft);
  for (const { scope, ref, period, cap: limit } of budgetsOf(draft, subject)) {
    const cap = limit ?? MAX_BALANCE;
    const { from } = windowOf(period, subject.at);
    const name = useName({ scope, ref, period, from });
    const used = (budgets.uses.get(name)?.used ?? 0n) + (moved.get(name)?.amount ?? 0n);
    if (used + asked <= cap) continue;
    const message =
      `The ceiling of this service key is ${formatUsd(cap)} a day: ${formatUsd(used)} is used, and ${formatUsd(asked)} more ` +
      "is needed. Try again with a new idempotency key after midnight (UTC), or ask for a higher ceiling.";
    const data = {
      scope,
      id: `${scope}_${ref}`,
      window: from,
      cap: String(cap),
      used: String(used),
      asked: String(asked),
    };
    return refuse("budget_exceeded", message, data);
  }
  return null;
}

/**
 * The rows of budgets and uses that a command changes. A budget that the command names and the organization does not
 * have yet is made. A charge counts with the hold that pays a part of it, or else with the caller; an open hold counts as
 * used.
 * @source docs/rules.md#budgets; docs/invariants.md#l33
 */
export function countUses(draft: Draft): { readonly budgets: readonly Budget[]; readonly uses: readonly BudgetUse[] } {
  const { budgets } = draft.ledger;
  if (budgets === null) return NOTHING;
  const uses: BudgetUse[] = [];
  for (const [name, { use, amount }] of movedUses(draft))
    if (amount !== 0n) uses.push({ ...use, used: (budgets.uses.get(name)?.used ?? 0n) + amount });
  return { budgets: newBudgets(draft), uses };
}

const NOTHING = { budgets: [], uses: [] };

interface Moved {
  readonly use: Omit<BudgetUse, "used">;
  amount: Micros;
}

/** The changes of uses by the command so far, by the names of the uses. */
function movedUses(draft: Draft): Map<string, Moved> {
  const moved = new Map<string, Moved>();
  const add = (subject: Counted | null, amount: Micros): void => {
    if (subject === null || amount === 0n) return;
    for (const { scope, ref, period } of budgetsOf(draft, subject)) {
      const use = { scope, ref, period, from: windowOf(period, subject.at).from };
      const name = useName(use);
      const before = moved.get(name);
      if (before === undefined) moved.set(name, { use, amount });
      else before.amount += amount;
    }
  };
  let paidBy: Id | null = null;
  for (const { from, to, amount, holdId } of draft.allPostings()) {
    if (holdId === null) continue;
    if (from === "held" && to === "spent") paidBy = holdId;
    add(countedIn(draft.hold(holdId)), to === "held" ? amount : -amount);
  }
  for (const { amount } of draft.charges) add(paidBy === null ? draft.caller : countedIn(draft.hold(paidBy)), amount);
  return moved;
}

/** The budgets of a subject, with those that the command makes. */
function budgetsOf(draft: Draft, { scope, ref }: BudgetSubject): readonly BudgetTerms[] {
  const found: BudgetTerms[] = [];
  for (const period of BUDGET_PERIODS) {
    const name = budgetName({ scope, ref, period });
    const terms = draft.ledger.budgets?.terms.get(name) ?? draft.limits.find((limit) => budgetName(limit) === name);
    if (terms !== undefined) found.push(terms);
  }
  return found;
}

function newBudgets(draft: Draft): readonly Budget[] {
  const known = draft.ledger.budgets?.terms;
  return draft.limits
    .filter((terms) => known?.has(budgetName(terms)) !== true)
    .map((terms) => ({ ...terms, createdAt: draft.at }));
}
