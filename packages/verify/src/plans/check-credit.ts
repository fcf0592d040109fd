import type { Report } from "../finding.ts";
import type { ContractRow, PeriodRow, PlanRows, PlansSold, SubscriptionRow } from "../plan-rows.ts";
import type { GrantRow } from "../rows.ts";
import { rowOf } from "./check-periods.ts";
import { monthStart } from "./month-start.ts";

const DAY_MS = 86_400_000;

/** The grants of plans and contracts have business keys of these forms, which no caller can give. */
const OF_PLANS = /^(plan:[0-9a-f-]{36}|contract:[0-9a-f-]{36}:\d+):/;

/** A grant that must be there. */
interface Wanted {
  readonly source: "plan" | "contract";
  readonly kind: string;
  readonly amount: bigint;
  readonly effectiveAt: number;
  readonly expiresAt: number | null;
}

/**
 * L25: each month of a paid period has exactly one grant, with the credit of the plan and the instants of the month; a
 * month that was left out has none, and neither has a month that has not come, nor one whose credit is held back since
 * the payment was taken back. The same holds for the months of contracts.
 */
export function checkCredit(
  rows: PlanRows,
  { grants, catalogs, now }: { grants: readonly GrantRow[]; catalogs: ReadonlyMap<number, PlansSold>; now: number },
  report: Report,
): void {
  const wanted = new Map<string, Wanted>();
  const periods = Map.groupBy(rows.periods, ({ subscriptionId }) => subscriptionId);
  for (const subscription of rows.subscriptions) {
    const own = periods.get(subscription.id) ?? [];
    checkTerms(own, catalogs, report);
    checkMonths(subscription, own, now, report);
    for (const [key, grant] of grantsOf(subscription, own)) wanted.set(key, grant);
  }
  for (const contract of rows.contracts) for (const [key, grant] of grantsOfContract(contract)) wanted.set(key, grant);
  const found = new Map(
    grants.flatMap((grant) => (OF_PLANS.test(grant.businessKey) ? [[grant.businessKey, grant]] : [])),
  );
  for (const [key, grant] of found) {
    const expected = wanted.get(key);
    if (expected === undefined) report("L25", [`grant ${grant.id}`], `no month of a plan gives the credit "${key}"`);
    else checkGrant(grant, expected, report);
  }
  for (const key of wanted.keys()) if (!found.has(key)) report("L25", [`credit ${key}`], "it is due, but has no grant");
}

function checkGrant(
  { id, source, kind, amount, effectiveAt, expiresAt }: GrantRow,
  wanted: Wanted,
  report: Report,
): void {
  const isEqual =
    source === wanted.source &&
    kind === wanted.kind &&
    amount === wanted.amount &&
    effectiveAt === wanted.effectiveAt &&
    expiresAt === wanted.expiresAt;
  if (isEqual) return;
  const { effectiveAt: from, expiresAt: until } = wanted;
  report("L25", [`grant ${id}`], `it must be ${wanted.amount} of the kind ${wanted.kind}, from ${from} until ${until}`);
}

/** The grants of the months that have been credited. */
function* grantsOf(
  { id, anchor, nextMonth, skippedMonths }: SubscriptionRow,
  periods: readonly PeriodRow[],
): Generator<[string, Wanted]> {
  for (const { month: first, months, credit, paidAt, failedAt, heldFrom } of periods)
    for (let month = first; month < Math.min(heldFrom ?? first + months, nextMonth); month += 1) {
      if (credit === null || paidAt === null || skippedMonths.includes(month)) continue;
      const dueAt = monthStart(anchor, month);
      const expiresAt = dueAt + credit.days * DAY_MS;
      const isLate = failedAt !== null && paidAt > dueAt && paidAt < expiresAt;
      const effectiveAt = isLate ? paidAt : dueAt;
      const terms = { source: "plan", kind: "promotional", amount: credit.amount } as const;
      yield [`plan:${id}:${new Date(dueAt).toISOString()}`, { ...terms, effectiveAt, expiresAt }];
    }
}

function* grantsOfContract({ id, startsAt, credits, nextMonth }: ContractRow): Generator<[string, Wanted]> {
  for (let month = 0; month < nextMonth; month += 1) {
    const dueAt = monthStart(startsAt, month);
    for (const [index, { amount, every, days, kind }] of credits.entries()) {
      if (month > 0 && every !== "month") continue;
      const expiresAt = days === null ? null : dueAt + days * DAY_MS;
      const key = `contract:${id}:${index}:${new Date(dueAt).toISOString()}`;
      yield [key, { source: "contract", kind, amount, effectiveAt: dueAt, expiresAt }];
    }
  }
}

/** Each period gives the credit of its plan, as its catalog says. */
function checkTerms(periods: readonly PeriodRow[], catalogs: ReadonlyMap<number, PlansSold>, report: Report): void {
  for (const period of periods) {
    const sold = catalogs.get(period.catalogVersion);
    if (sold === undefined) continue;
    const credit = sold.plans.get(period.plan)?.credit ?? null;
    if (credit?.amount === period.credit?.amount && credit?.days === period.credit?.days) continue;
    report("L25", [rowOf(period)], `its credit is not that of the plan ${period.plan} in the catalog`);
  }
}

/** The next month is one of the last period or just after it, and the one before it has begun. */
function checkMonths(
  { id, anchor, nextMonth, skippedMonths }: SubscriptionRow,
  periods: readonly PeriodRow[],
  now: number,
  report: Report,
): void {
  const rows = [`subscription ${id}`];
  const last = periods.at(-1);
  if (last !== undefined && (nextMonth < last.month || nextMonth > last.month + last.months))
    report("L25", rows, `its next credit is of month ${nextMonth}, which is not in its last period`);
  if (nextMonth > 0 && monthStart(anchor, nextMonth - 1) > now)
    report("L25", rows, `its next credit is of month ${nextMonth}, and the month before has not begun`);
  if (skippedMonths.some((month) => month < 0 || month >= nextMonth))
    report("L25", rows, `it left out the months ${skippedMonths.join(", ")}; its next one is ${nextMonth}`);
}
