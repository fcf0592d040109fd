import type { Micros } from "../money/index.ts";

/** The parts of a cap, in percent, of which people are notified. */
export const BUDGET_LEVELS = [50, 80, 100] as const;

/** The highest level that the use of a window has reached; 0 for none. */
export type BudgetLevel = 0 | (typeof BUDGET_LEVELS)[number];

/**
 * The highest level that a use reaches. Micro-USD.
 * @param cap `null` or zero has no levels
 * @source docs/rules.md#alerts-about-budgets
 */
export function budgetLevel(used: Micros, cap: Micros | null): BudgetLevel {
  if (cap === null || cap === 0n) return 0;
  let level: BudgetLevel = 0;
  for (const each of BUDGET_LEVELS) if (used * 100n >= cap * BigInt(each)) level = each;
  return level;
}
