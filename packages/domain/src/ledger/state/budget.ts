import type { Micros } from "../../money/index.ts";
import type { BudgetLevel } from "../../notices/budget-level.ts";
import type { Id, Instant } from "./ids.ts";

/** Whose use a budget counts, the narrowest first. */
export const BUDGET_SCOPES = ["key", "member", "project", "organization"] as const;
export type BudgetScope = (typeof BUDGET_SCOPES)[number];

/** The windows of a budget, the shortest first: a calendar day and a calendar month in UTC, and all time. */
export const BUDGET_PERIODS = ["day", "month", "all"] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

/** A hard budget refuses what would pass its cap. An alert budget never refuses. */
export const BUDGET_MODES = ["hard", "alert"] as const;
export type BudgetMode = (typeof BUDGET_MODES)[number];

/**
 * A subject whose use is counted. Its `ref` is the id of a service key, the label of a member or of a project, or empty
 * for the organization.
 */
export interface BudgetSubject {
  readonly scope: BudgetScope;
  readonly ref: string;
}

/** The name of a budget within its organization. */
export interface BudgetKey extends BudgetSubject {
  readonly period: BudgetPeriod;
}

/** The terms of a budget. */
export interface BudgetTerms extends BudgetKey {
  /** Micro-USD in one window; `null` counts the use, and limits it only to the greatest sum of an organization. */
  readonly cap: Micros | null;
  readonly mode: BudgetMode;
  /** Grows with each change of the terms, so that an older change never overwrites a later one. */
  readonly version: number;
}

/** A budget of an organization. */
export interface Budget extends BudgetTerms {
  /** Use is counted from the window of this time on. */
  readonly createdAt: Instant;
}

/** The name of one window of a budget. */
export interface BudgetWindowKey extends BudgetKey {
  /** The start of the window. */
  readonly from: Instant;
}

/** The use of one budget in one window: charges, and what holds keep open. Micro-USD. */
export interface BudgetUse extends BudgetWindowKey {
  readonly used: Micros;
  /** The highest level of the cap of which people were notified in the window. */
  readonly level: BudgetLevel;
}

/** The budgets of an organization that the commands of a batch touch, and their uses, by the names below. */
export interface Budgets {
  /** Whether every new hold keeps who placed it, and when: once the organization itself has made a budget. */
  readonly marksHolds: boolean;
  readonly terms: Map<string, Budget>;
  readonly uses: Map<string, BudgetUse>;
}

/** The subjects with which a hold or a charge counts, and the time that picks its windows. */
export interface Counted {
  readonly at: Instant;
  /** The service key that placed the hold or sent the charge; `null` for any other caller. */
  readonly key: Id | null;
  readonly project: string | null;
  readonly member: string | null;
}

/** The name of a budget in `Budgets`. */
export const budgetName = ({ scope, ref, period }: BudgetKey): string => `${scope} ${period} ${ref}`;

/** The name of a use in `Budgets`. */
export const useName = (use: BudgetWindowKey): string => `${budgetName(use)} ${use.from}`;

/** The budgets of an organization of which none is loaded. */
export const noBudgets = (marksHolds = false): Budgets => ({ marksHolds, terms: new Map(), uses: new Map() });

/** The subjects with which something counts, the narrowest first. */
export function subjectsOf({ key, member, project }: Omit<Counted, "at">): BudgetSubject[] {
  const subjects: BudgetSubject[] = [];
  if (key !== null) subjects.push({ scope: "key", ref: key });
  if (member !== null) subjects.push({ scope: "member", ref: member });
  if (project !== null) subjects.push({ scope: "project", ref: project });
  subjects.push({ scope: "organization", ref: "" });
  return subjects;
}
