import type { ContractRow, PeriodRow, PlanRows, PlanSold, PlansSold, SubscriptionRow } from "../plan-rows.ts";
import { amount, type Cells, ms, text, whole, wholeOrNull } from "../read.ts";

export const SUBSCRIPTIONS = `
  SELECT org_id, id, plan, "interval", ${ms("anchor")}, catalog_version,
    CASE WHEN scheduled_kind = 'cancel' THEN ${ms("asked_at")} END, next_month, array_to_json(skipped_months),
    ${ms("ended_at")}, first_month
  FROM subscriptions WHERE org_id = ANY ($1)`;

export const PERIODS = `
  SELECT org_id, subscription_id, month, months, plan, "interval", price, credit_amount, credit_days,
    ${ms("starts_at")}, ${ms("ends_at")}, ${ms("paid_at")}, ${ms("try_at")}, ${ms("failed_at")}, catalog_version, held_from,
    payment_ref
  FROM subscription_periods WHERE org_id = ANY ($1) ORDER BY org_id, subscription_id, month`;

export const CONTRACTS = `
  SELECT org_id, id, plan, state, ${ms("starts_at")}, ${ms("ends_at")}, ${ms("ended_at")}, rates, credits, next_month
  FROM contracts WHERE org_id = ANY ($1)`;

export const PAYING = "SELECT org_id, id FROM plan_requests WHERE org_id = ANY ($1) AND state = 'paying'";

export const NOTICES = "SELECT org_id, id FROM notices WHERE org_id = ANY ($1) AND sent_at IS NULL";

/** The rows of an organization without plans. */
export function noPlanRows(): PlanRows {
  return { subscriptions: [], periods: [], contracts: [], paying: [], notices: [] };
}

export function readSubscription([, id, plan, interval, anchor, catalogVersion, ...more]: Cells): SubscriptionRow {
  const [cancelledAt, nextMonth, skippedMonths, endedAt, firstMonth] = more;
  return {
    id: text(id),
    plan: text(plan),
    interval: text(interval),
    anchor: whole(anchor),
    catalogVersion: whole(catalogVersion),
    cancelledAt: wholeOrNull(cancelledAt),
    firstMonth: whole(firstMonth),
    nextMonth: whole(nextMonth),
    skippedMonths: JSON.parse(text(skippedMonths)) as number[],
    endedAt: wholeOrNull(endedAt),
  };
}

export function readPeriod([, subscriptionId, month, months, plan, interval, price, ...more]: Cells): PeriodRow {
  const [creditAmount, creditDays, startsAt, endsAt, paidAt, tryAt, failedAt, catalogVersion, heldFrom, payment] = more;
  const days = wholeOrNull(creditDays);
  return {
    subscriptionId: text(subscriptionId),
    month: whole(month),
    months: whole(months),
    plan: text(plan),
    interval: text(interval),
    catalogVersion: whole(catalogVersion),
    price: amount(price),
    credit: creditAmount == null || days === null ? null : { amount: amount(creditAmount), days },
    startsAt: whole(startsAt),
    endsAt: whole(endsAt),
    paidAt: wholeOrNull(paidAt),
    tryAt: wholeOrNull(tryAt),
    failedAt: wholeOrNull(failedAt),
    heldFrom: wholeOrNull(heldFrom),
    payment: payment ?? null,
  };
}

export function readContract([
  ,
  id,
  plan,
  state,
  startsAt,
  endsAt,
  endedAt,
  rates,
  credits,
  nextMonth,
]: Cells): ContractRow {
  const byResource = JSON.parse(text(rates)) as Record<string, string>;
  const given = JSON.parse(text(credits)) as { amount: string; every: string; days: number | null; kind: string }[];
  return {
    id: text(id),
    plan: text(plan),
    state: text(state),
    startsAt: whole(startsAt),
    endsAt: wholeOrNull(endsAt),
    endedAt: wholeOrNull(endedAt),
    rates: new Map(Object.entries(byResource)),
    credits: given.map((credit) => ({ ...credit, amount: BigInt(credit.amount) })),
    nextMonth: whole(nextMonth),
  };
}

interface CatalogJson {
  readonly defaultPlan?: string;
  readonly plans?: Readonly<
    Record<
      string,
      {
        readonly price: { readonly kind: string; readonly monthly?: string; readonly yearly?: string };
        readonly grants: { readonly monthly?: { readonly amount: string; readonly days: number } };
      }
    >
  >;
}

/** @returns what a catalog sells as plans; `null` if the text is no catalog */
export function plansIn(catalog: string): PlansSold | null {
  try {
    const { defaultPlan, plans } = JSON.parse(catalog) as CatalogJson;
    if (defaultPlan === undefined || plans === undefined) return null;
    return { defaultPlan, plans: new Map(Object.entries(plans).map(([id, plan]) => [id, soldOf(plan)])) };
  } catch {
    return null;
  }
}

function soldOf({ price, grants: { monthly } }: NonNullable<CatalogJson["plans"]>[string]): PlanSold {
  const prices = new Map<string, bigint>();
  if (price.kind === "free") for (const interval of ["month", "year"]) prices.set(interval, 0n);
  if (price.monthly !== undefined) prices.set("month", micros(price.monthly));
  if (price.yearly !== undefined) prices.set("year", micros(price.yearly));
  return { prices, credit: monthly === undefined ? null : { amount: micros(monthly.amount), days: monthly.days } };
}

/** Dollars as decimal text, in micro-dollars. */
function micros(dollars: string): bigint {
  const [whole = "0", fraction = ""] = dollars.split(".");
  return BigInt(whole + fraction.padEnd(6, "0"));
}
