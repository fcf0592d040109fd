import type { Instant } from "@scrip/domain/ledger";
import type { Period, Scheduled, Subscription } from "@scrip/domain/plans/subscriptions";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { SubscriptionEntity, type SubscriptionRow } from "./subscription.entity.ts";
import { SubscriptionPeriodEntity, type SubscriptionPeriodRow } from "./subscription-period.entity.ts";

/** The subscription of an organization that has not ended, with its last period; `null` if there is none. */
export async function openSubscription(tx: OrganizationsTx, orgId: string): Promise<Subscription | null> {
  const row = await tx
    .repository(SubscriptionEntity)
    .createQueryBuilder("subscription")
    .where("subscription.orgId = :orgId AND subscription.endedAt IS NULL", { orgId })
    .getOne();
  if (row === null) return null;
  const period = await tx
    .repository(SubscriptionPeriodEntity)
    .findOne({ where: { orgId, subscriptionId: row.id }, order: { month: "DESC" } });
  if (period === null) throw new Error(`the subscription ${row.id} has no period`);
  return toSubscription(row, period);
}

/** Writes a subscription that starts, with its first period. */
export async function insertSubscription(
  tx: OrganizationsTx,
  orgId: string,
  subscription: Subscription,
  paymentRef: string | null,
): Promise<void> {
  const { id, anchor, paidBy, period } = subscription;
  const fixed = { orgId, id, anchor: new Date(anchor), paidBy, firstMonth: period.month };
  await tx.repository(SubscriptionEntity).insert({ ...fixed, ...changingOf(subscription) });
  await insertPeriod(tx, orgId, subscription, paymentRef);
}

/**
 * Writes what changed of a subscription and of its last period. A period that began since then is inserted.
 * @param before the subscription as it was read in this transaction
 * @param paymentRef the name of the payment, if one was booked
 */
export async function saveSubscription(
  tx: OrganizationsTx,
  orgId: string,
  before: Subscription,
  after: Subscription,
  paymentRef: string | null = null,
): Promise<void> {
  const { id, period } = after;
  await tx.repository(SubscriptionEntity).update({ orgId, id }, changingOf(after));
  if (period.month !== before.period.month) {
    await insertPeriod(tx, orgId, after, paymentRef);
    return;
  }
  if (period === before.period) return;
  const changed = { ...paymentOf(period), endsAt: new Date(period.endsAt), ...(paymentRef !== null && { paymentRef }) };
  await tx.repository(SubscriptionPeriodEntity).update({ orgId, subscriptionId: id, month: period.month }, changed);
}

/** When the last subscription of an organization ended; `null` if none has ended. */
export async function lastEndOf(tx: OrganizationsTx, orgId: string): Promise<Instant | null> {
  const last = await tx
    .repository(SubscriptionEntity)
    .createQueryBuilder("subscription")
    .where("subscription.orgId = :orgId AND subscription.endedAt IS NOT NULL", { orgId })
    .orderBy("subscription.endedAt", "DESC")
    .limit(1)
    .getOne();
  return last?.endedAt?.getTime() ?? null;
}

/** The paid periods of an organization that have begun, the oldest first, at most the newest `limit`. */
export async function listPaidPeriods(tx: OrganizationsTx, orgId: string, limit: number): Promise<readonly Period[]> {
  const rows = await tx
    .repository(SubscriptionPeriodEntity)
    .createQueryBuilder("period")
    .where("period.orgId = :orgId AND period.paidAt IS NOT NULL", { orgId })
    .orderBy("period.startsAt", "DESC")
    .addOrderBy("period.subscriptionId", "DESC")
    .limit(limit)
    .getMany();
  return rows.reverse().map(toPeriod);
}

async function insertPeriod(
  tx: OrganizationsTx,
  orgId: string,
  { id: subscriptionId, catalogVersion, period }: Subscription,
  paymentRef: string | null,
): Promise<void> {
  const { month, months, plan, interval, price, credit } = period;
  await tx.repository(SubscriptionPeriodEntity).insert({
    orgId,
    subscriptionId,
    month,
    months,
    plan,
    interval,
    catalogVersion,
    price,
    creditAmount: credit?.amount ?? null,
    creditDays: credit?.days ?? null,
    startsAt: new Date(period.startsAt),
    endsAt: new Date(period.endsAt),
    paymentRef,
    ...paymentOf(period),
  });
}

function changingOf(subscription: Subscription) {
  const { plan, interval, catalogVersion, scheduled, nextMonth, skippedMonths, endReason } = subscription;
  return {
    plan,
    interval,
    catalogVersion,
    scheduledKind: scheduled?.kind ?? null,
    scheduledPlan: scheduled?.kind === "change" ? scheduled.plan : null,
    scheduledInterval: scheduled?.kind === "change" ? scheduled.interval : null,
    askedAt: dateOf(scheduled?.askedAt ?? null),
    nextMonth,
    skippedMonths: [...skippedMonths],
    endedAt: dateOf(subscription.endedAt),
    endReason,
  };
}

function paymentOf({ paidAt, tryAt, failedAt, failures, heldFrom }: Period) {
  return { paidAt: dateOf(paidAt), tryAt: dateOf(tryAt), failedAt: dateOf(failedAt), failures, heldFrom };
}

/** A subscription with its last period, as the rows have it. */
export function toSubscription(row: SubscriptionRow, period: SubscriptionPeriodRow): Subscription {
  const { id, plan, interval, catalogVersion, paidBy, nextMonth, skippedMonths, endReason } = row;
  const times = { anchor: row.anchor.getTime(), endedAt: row.endedAt?.getTime() ?? null };
  const terms = { id, plan, interval, catalogVersion, paidBy, nextMonth, skippedMonths, endReason };
  return { ...terms, ...times, scheduled: scheduledOf(row), period: toPeriod(period) };
}

function scheduledOf({
  scheduledKind: kind,
  scheduledPlan: plan,
  scheduledInterval: interval,
  askedAt,
}: SubscriptionRow): Scheduled | null {
  if (kind === null || askedAt === null) return null;
  if (kind === "cancel") return { kind, askedAt: askedAt.getTime() };
  if (plan === null || interval === null) throw new Error("a scheduled change has no plan");
  return { kind, askedAt: askedAt.getTime(), plan, interval };
}

function toPeriod(row: SubscriptionPeriodRow): Period {
  const { month, months, plan, interval, price, creditAmount, creditDays, failures } = row;
  return {
    month,
    months,
    plan,
    interval,
    price,
    credit: creditAmount === null || creditDays === null ? null : { amount: creditAmount, days: creditDays },
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt.getTime(),
    paidAt: row.paidAt?.getTime() ?? null,
    tryAt: row.tryAt?.getTime() ?? null,
    failedAt: row.failedAt?.getTime() ?? null,
    failures,
    heldFrom: row.heldFrom ?? null,
  };
}

function dateOf(at: Instant | null): Date | null {
  return at === null ? null : new Date(at);
}
