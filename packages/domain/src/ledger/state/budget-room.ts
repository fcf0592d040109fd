import { formatUsd, MAX_BALANCE, type Micros } from "../../money/index.ts";
import { type BudgetPeriod, type BudgetScope, type BudgetTerms, type Counted, useName } from "./budget.ts";
import { windowOf } from "./budget-window.ts";
import { budgetsIn, type Known } from "./budgets-in.ts";
import { type MovedUse, movedUses } from "./count-uses.ts";
import type { Draft } from "./draft.ts";
import type { Instant, OrgId } from "./ids.ts";
import { type RuleRefusal, refuse } from "./rule.ts";

/** A budget whose use passes its cap. Micro-USD. */
export interface BudgetHit {
  readonly terms: BudgetTerms;
  /** The start of the window. */
  readonly from: Instant;
  readonly cap: Micros;
  readonly used: Micros;
}

/** A budget without room: it refuses a command, pauses a job, or is passed as an alert. Amounts in micro-USD as digits. */
export interface BudgetExceeded {
  readonly scope: BudgetScope;
  /** The id of the service key or of the organization, or the label of the member or of the project. */
  readonly id: string;
  readonly period: BudgetPeriod;
  /** The start of the window. */
  readonly window: Instant;
  readonly cap: string;
  readonly used: string;
  readonly asked: string;
}

/** The first hard budget without room for an amount. */
function hitOf(known: Known, asked: Micros, counted: Counted, moved: ReadonlyMap<string, MovedUse>): BudgetHit | null {
  if (asked === 0n) return null;
  for (const terms of budgetsIn(known, counted)) {
    if (terms.mode === "alert") continue;
    const { scope, ref, period } = terms;
    const { from } = windowOf(period, counted.at);
    const name = useName({ scope, ref, period, from });
    const used = (known.budgets?.uses.get(name)?.used ?? 0n) + (moved.get(name)?.amount ?? 0n);
    const cap = terms.cap ?? MAX_BALANCE;
    if (used + asked > cap) return { terms, from, cap, used };
  }
  return null;
}

/**
 * Finds the narrowest hard budget in which an amount has no room.
 * @param asked micro-USD that the command adds to what it has moved so far
 * @param counted with what the amount counts
 * @returns `null` if every budget has room
 * @source docs/rules.md#budgets
 */
export function budgetInTheWay(draft: Draft, asked: Micros, counted: Counted): BudgetExceeded | null {
  const { budgets, orgId } = draft.ledger;
  if (budgets === null) return null;
  const { limits, at } = draft;
  const hit = hitOf({ budgets, limits, at }, asked, counted, movedUses(draft));
  return hit === null ? null : exceeded(orgId, asked, hit);
}

/**
 * Checks that an amount fits into what is left of every hard budget in which it counts. An amount of zero always fits.
 * @returns `null`, or the refusal `budget_exceeded` of the narrowest budget
 * @source docs/rules.md#budgets
 */
export function checkBudgets(draft: Draft, asked: Micros, counted: Counted): RuleRefusal | null {
  const found = budgetInTheWay(draft, asked, counted);
  return found === null ? null : refuse("budget_exceeded", budgetWords(found), { ...found });
}

/** Says which budget has no room for an amount. @param asked micro-USD */
export function exceeded(orgId: OrgId, asked: Micros, { terms, from, cap, used }: BudgetHit): BudgetExceeded {
  const { scope, ref, period } = terms;
  const ids = { key: `key_${ref}`, member: ref, project: ref, organization: `org_${orgId}` };
  return {
    scope,
    id: ids[scope],
    period,
    window: from,
    cap: String(cap),
    used: String(used),
    asked: String(asked),
  };
}

const EACH: Readonly<Record<BudgetPeriod, string>> = { day: " a day", month: " a month", all: " in all" };
const THEN: Readonly<Record<BudgetPeriod, string>> = {
  day: "Try again with a new idempotency key after midnight (UTC), or with a higher cap.",
  month: "Try again with a new idempotency key in the next month (UTC), or with a higher cap.",
  all: "Try again with a new idempotency key once the cap is higher.",
};

function budgetWords({ scope, id, period, cap, used, asked }: BudgetExceeded): string {
  const subject = { key: "this service key", member: `the member "${id}"`, project: `the project "${id}"` };
  const whose = scope === "organization" ? "the organization" : subject[scope];
  const sums = `${formatUsd(BigInt(used))} is used, and ${formatUsd(BigInt(asked))} more is needed.`;
  return `The budget of ${whose} is ${formatUsd(BigInt(cap))}${EACH[period]}: ${sums} ${THEN[period]}`;
}
