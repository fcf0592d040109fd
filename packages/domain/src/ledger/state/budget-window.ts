import { startOfMonth } from "../../time/index.ts";
import type { BudgetPeriod } from "./budget.ts";
import type { Instant } from "./ids.ts";

const DAY_MS = 86_400_000;

/** A window of a budget: `[from, until)`. The window of all time has no end. */
export interface BudgetWindow {
  readonly from: Instant;
  readonly until: Instant | null;
}

/**
 * Finds the window of a period that contains an instant. Days and months are those of the calendar in UTC.
 * @source docs/rules.md#budgets
 */
export function windowOf(period: BudgetPeriod, at: Instant): BudgetWindow {
  switch (period) {
    case "day": {
      const from = Math.floor(at / DAY_MS) * DAY_MS;
      return { from, until: from + DAY_MS };
    }
    case "month": {
      const day = new Date(at);
      const from = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1);
      return { from, until: startOfMonth(from, 1) };
    }
    case "all":
      return { from: 0, until: null };
  }
}
