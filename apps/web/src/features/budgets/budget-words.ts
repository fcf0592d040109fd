import { showUsd } from "@scrip/domain/money";
import type { Budget, BudgetPeriod, BudgetScope } from "./use-budgets.ts";

/** The kinds of subjects, as a person chooses them. */
export const SCOPE_TITLES: Readonly<Record<BudgetScope, string>> = {
  organization: "The whole organization",
  project: "A project",
  member: "A member",
  key: "A service key",
};

/** A kind of subject, as a word before its name. */
export const SCOPE_WORDS: Readonly<Record<BudgetScope, string>> = {
  organization: "Organization",
  project: "Project",
  member: "Member",
  key: "Service key",
};

/** The periods, as a person chooses them. */
export const PERIOD_TITLES: Readonly<Record<BudgetPeriod, string>> = {
  day: "Each day (UTC)",
  month: "Each month (UTC)",
  all: "In all",
};

/** The period after an amount, such as "$10.00 a day". */
export const PERIOD_WORDS: Readonly<Record<BudgetPeriod, string>> = { day: "a day", month: "a month", all: "in all" };

/** The subject of a budget, such as `apollo`, or the name of a key. */
export function subjectWords({ scope, id, name }: Pick<Budget, "scope" | "id" | "name">): string {
  if (scope === "organization") return "Whole organization";
  return scope === "key" ? (name ?? "A key of the platform") : (id ?? "");
}

/** The subject within a sentence, such as `the project apollo`. */
export function subjectPhrase(budget: Pick<Budget, "scope" | "id" | "name">): string {
  if (budget.scope === "organization") return "the whole organization";
  return `the ${SCOPE_WORDS[budget.scope].toLowerCase()} ${subjectWords(budget)}`;
}

/** A budget in a sentence, such as `$10.00 a day for the project apollo`. */
export function budgetPhrase(budget: Pick<Budget, "scope" | "id" | "name" | "cap" | "period">): string {
  return `${showUsd(BigInt(budget.cap), "down")} ${PERIOD_WORDS[budget.period]} for ${subjectPhrase(budget)}`;
}

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A window in words: `21 Nov 2026`, `November 2026` or `In all`. */
export function windowWords(period: BudgetPeriod, from: string): string {
  if (period === "all") return "In all";
  return (period === "month" ? MONTH : DAY).format(Date.parse(from));
}

/** The window of now in a sentence. */
export const NOW_WORDS: Readonly<Record<BudgetPeriod, string>> = {
  day: "today (UTC)",
  month: "this month (UTC)",
  all: "in all",
};

/** How far a budget is used: 50, 80 and 100 percent are the states that matter. */
export type Threshold = 0 | 50 | 80 | 100;

/** The greatest threshold that a use has reached. */
export function thresholdOf({ used, cap }: { readonly used: string; readonly cap: string }): Threshold {
  const percent = (BigInt(used) * 100n) / BigInt(cap);
  if (percent >= 100n) return 100;
  if (percent >= 80n) return 80;
  return percent >= 50n ? 50 : 0;
}

/** What a full budget does. */
export function modeWords(mode: Budget["mode"]): string {
  return mode === "hard" ? "Refuses what would pass it" : "Only shows it";
}
