import type { ContractRow, PeriodRow, PlanRows, SubscriptionRow } from "../plan-rows.ts";
import { monthStart } from "./month-start.ts";

/** A piece of due work about a plan, and the time at which it falls due. */
export interface PlanDue {
  readonly kind: string;
  readonly refId: string;
  readonly dueAt: number;
  /** Whether a limit may hold it back, a day at a time. */
  readonly mayBeHeldBack: boolean;
}

/** The due work that subscriptions, contracts and payments need. */
export function planDue({ subscriptions, periods, contracts, paying }: PlanRows): readonly PlanDue[] {
  const last = new Map(periods.map((period) => [period.subscriptionId, period]));
  return [
    ...subscriptions.flatMap((subscription) => dueOf(subscription, last.get(subscription.id))),
    ...contracts.flatMap(dueOfContract),
    ...paying.map((refId) => ({
      kind: "start_subscription",
      refId,
      dueAt: Number.NEGATIVE_INFINITY,
      mayBeHeldBack: true,
    })),
  ];
}

function dueOf(subscription: SubscriptionRow, period: PeriodRow | undefined): PlanDue[] {
  const { id: refId, anchor, nextMonth, cancelledAt, endedAt } = subscription;
  if (endedAt !== null || period === undefined) return [];
  const due: PlanDue[] = [{ kind: "renew_subscription", refId, dueAt: period.endsAt, mayBeHeldBack: false }];
  if (period.tryAt !== null)
    due.push({ kind: "charge_subscription", refId, dueAt: period.tryAt, mayBeHeldBack: false });
  const dueAt = monthStart(anchor, nextMonth);
  const isWanted = period.credit !== null && period.paidAt !== null && period.heldFrom === null;
  if (isWanted && nextMonth < period.month + period.months && (cancelledAt === null || cancelledAt >= dueAt))
    due.push({ kind: "credit_subscription", refId, dueAt, mayBeHeldBack: true });
  return due;
}

function dueOfContract({ id: refId, state, startsAt, endsAt, credits, nextMonth }: ContractRow): PlanDue[] {
  const due: PlanDue[] = [];
  if (state === "scheduled") due.push({ kind: "start_contract", refId, dueAt: startsAt, mayBeHeldBack: false });
  if (state !== "ended" && endsAt !== null)
    due.push({ kind: "end_contract", refId, dueAt: endsAt, mayBeHeldBack: false });
  const dueAt = monthStart(startsAt, nextMonth);
  const isWanted = nextMonth === 0 ? credits.length > 0 : credits.some(({ every }) => every === "month");
  if (state === "running" && isWanted && (endsAt === null || dueAt < endsAt))
    due.push({ kind: "credit_contract", refId, dueAt, mayBeHeldBack: true });
  return due;
}
