import type { Report } from "../finding.ts";
import type { PeriodRow, PlanRows, PlansSold, SubscriptionRow } from "../plan-rows.ts";
import { monthStart } from "./month-start.ts";

const MONTHS: Readonly<Record<string, number>> = { month: 1, year: 12 };

/**
 * L26: the periods of each subscription begin and end at whole months from its anchor, one after the other, and only the
 * last one may end early, when the subscription ended. Every period before the last one is paid, and each has the price of
 * its catalog, which is the subscription's for the last one. Periods of different subscriptions do not overlap.
 */
export function checkPeriods(
  { subscriptions, periods }: PlanRows,
  { catalogs, catalogVersion }: { catalogs: ReadonlyMap<number, PlansSold>; catalogVersion: number },
  report: Report,
): void {
  const byId = Map.groupBy(periods, ({ subscriptionId }) => subscriptionId);
  const ids = new Set(subscriptions.map(({ id }) => id));
  if (ids.size !== subscriptions.length) report("L26", [], "a subscription has two rows");
  for (const [id] of byId)
    if (!ids.has(id)) report("L26", [`subscription ${id}`], "it has periods, but does not exist");
  for (const subscription of subscriptions) checkOne(subscription, byId.get(subscription.id) ?? [], catalogs, report);
  if (subscriptions.filter(({ endedAt }) => endedAt === null).length > 1)
    report("L26", [], "the organization has two subscriptions that have not ended");
  checkOverlaps(periods, report);
  const open = subscriptions.find(({ endedAt }) => endedAt === null);
  if (open !== undefined && open.catalogVersion !== catalogVersion)
    report("L26", [`subscription ${open.id}`], `it has catalog ${open.catalogVersion}; its organization has not`);
}

function checkOne(
  subscription: SubscriptionRow,
  periods: readonly PeriodRow[],
  catalogs: ReadonlyMap<number, PlansSold>,
  report: Report,
): void {
  const { id, plan, interval, anchor, catalogVersion, endedAt } = subscription;
  const last = periods.at(-1);
  if (last === undefined) {
    report("L26", [`subscription ${id}`], "it has no period");
    return;
  }
  if (!catalogs.has(catalogVersion))
    report("L28", [`subscription ${id}`], "its catalog does not exist, or cannot be read");
  if (last.catalogVersion !== catalogVersion)
    report("L26", [`subscription ${id}`], `it has catalog ${catalogVersion}; its last period has not`);
  if (last.plan !== plan || last.interval !== interval)
    report("L26", [`subscription ${id}`], `it is ${plan} by the ${interval}; its last period is not`);
  let month = subscription.firstMonth;
  for (const period of periods) {
    const rows = [rowOf(period)];
    const { months, startsAt, endsAt } = period;
    if (period.month !== month) report("L26", rows, `it begins with month ${period.month}; the next is ${month}`);
    if (months !== MONTHS[period.interval]) report("L26", rows, `a ${period.interval} has not ${months} months`);
    if (startsAt !== monthStart(anchor, period.month))
      report("L26", rows, `it begins at ${shown(startsAt)}, which is no month from its anchor`);
    const end = period === last && endedAt !== null ? endedAt : monthStart(anchor, period.month + months);
    if (endsAt !== end) report("L26", rows, `it ends at ${shown(endsAt)}, and not at ${shown(end)}`);
    if (period !== last && period.paidAt === null) report("L26", rows, "the next period began, but it is not paid");
    const sold = catalogs.get(period.catalogVersion);
    if (sold === undefined && period !== last) report("L28", rows, "its catalog does not exist, or cannot be read");
    const price = sold?.plans.get(period.plan)?.prices.get(period.interval);
    if (sold !== undefined && price !== period.price)
      report("L26", rows, `its price is ${period.price}; the catalog says ${price ?? "none"}`);
    month = period.month + months;
  }
  if (endedAt !== null && endedAt > monthStart(anchor, month))
    report("L26", [`subscription ${id}`], `it ended at ${shown(endedAt)}, after its last period`);
}

function checkOverlaps(periods: readonly PeriodRow[], report: Report): void {
  const ordered = periods.filter(({ startsAt, endsAt }) => startsAt < endsAt).sort((a, b) => a.startsAt - b.startsAt);
  for (const [index, period] of ordered.entries()) {
    const next = ordered[index + 1];
    if (next !== undefined && next.startsAt < period.endsAt && next.subscriptionId !== period.subscriptionId)
      report("L26", [rowOf(period), rowOf(next)], "they overlap");
  }
}

/** The name of a period in findings. */
export function rowOf({ subscriptionId, month }: Pick<PeriodRow, "subscriptionId" | "month">): string {
  return `period ${month} of subscription ${subscriptionId}`;
}

function shown(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString() : String(at);
}
