import { countSeats } from "@scrip/db/access";
import { PaymentAttemptEntity } from "@scrip/db/billing";
import type { BookStore } from "@scrip/db/catalog";
import { inOrganization, type OrganizationsTx, queryOf } from "@scrip/db/connection";
import { getOrganizationAt } from "@scrip/db/organizations";
import { listPaidPeriods, openSubscription, PlanRequestEntity, runningContract } from "@scrip/db/plans";
import type { EntitlementValue } from "@scrip/domain/catalog";
import type { GrantKind, Instant } from "@scrip/domain/ledger";
import type { Contract } from "@scrip/domain/plans/contracts";
import { entitlementOf } from "@scrip/domain/plans/entitlements";
import {
  creditDueAt,
  type Interval,
  isPastDue,
  type Period,
  type PlanState,
  planState,
  planTerms,
  type Subscription,
} from "@scrip/domain/plans/subscriptions";
import { type ShownPrice, shownPrice } from "@scrip/domain/usage/prices";
import type { Deps } from "../deps.ts";
import { organizationNotFound } from "../refused.ts";

/** A contract for answers. Amounts are micro-USD in digits, rates nano-USD in digits. */
export interface ContractView {
  readonly contract: string;
  readonly plan: string;
  readonly state: Contract["state"];
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly rates: Readonly<Record<string, string>>;
  readonly priceShapes: Readonly<Record<string, ShownPrice>>;
  readonly entitlements: Readonly<Record<string, EntitlementValue>>;
  readonly credits: readonly {
    readonly amount: string;
    readonly every: "once" | "month";
    readonly days: number | null;
    readonly kind: GrantKind;
  }[];
}

/** A period for answers. */
export interface PeriodView {
  readonly plan: string;
  readonly interval: Interval;
  readonly from: Instant;
  readonly until: Instant;
  /** Micro-USD in digits. */
  readonly price: string;
  readonly paidAt: Instant | null;
}

/** Where an organization stands with its plan, as plain JSON: amounts are digits. */
export interface PlanView {
  readonly plan: string;
  readonly state: PlanState;
  readonly interval: Interval | null;
  readonly since: Instant | null;
  readonly price: string | null;
  readonly period: PeriodView | null;
  readonly scheduled: {
    readonly kind: "cancel" | "change";
    readonly plan: string;
    readonly interval: Interval | null;
    readonly price: string | null;
    readonly at: Instant;
  } | null;
  readonly nextGrant: { readonly at: Instant; readonly amount: string } | null;
  readonly nextTry: Instant | null;
  readonly pending: PendingPayment | null;
  readonly contract: ContractView | null;
  readonly limits: readonly {
    readonly entitlement: string;
    readonly value: EntitlementValue;
    readonly used: number | null;
  }[];
  readonly periods: readonly PeriodView[];
}

/** A payment for a plan that has no outcome yet. Amounts are digits. */
export interface PendingPayment {
  readonly plan: string;
  readonly interval: Interval;
  /** Without tax. */
  readonly price: string;
  readonly at: Instant;
  /** Where the member pays; `null` if nobody needs to do anything. */
  readonly url: string | null;
}

/** The most periods of one answer: fifty years of months. */
const MOST_PERIODS = 600;

/**
 * Reads the plan of an organization.
 * @throws RefusedError `organization_not_found`
 * @source docs/rules.md#plans
 */
export function getPlan({ homes, books }: Pick<Deps, "homes" | "books">, orgId: string): Promise<PlanView> {
  return inOrganization(homes.organizations, orgId, (tx) => readPlanView(tx, books, orgId));
}

/** Reads the plan of an organization in a transaction that may have changed it. */
export async function readPlanView(
  tx: OrganizationsTx,
  books: Pick<BookStore, "catalogOf">,
  orgId: string,
): Promise<PlanView> {
  const organization = await getOrganizationAt(tx, orgId);
  if (organization === null) throw organizationNotFound(orgId);
  const { plan, catalogVersion } = organization;
  const query = queryOf(tx);
  const catalog = await books.catalogOf(catalogVersion, query);
  const subscription = await openSubscription(tx, orgId);
  const contract = organization.hasContract ? await runningContract(tx, orgId) : null;
  const sold = subscription === null ? null : await books.catalogOf(subscription.catalogVersion, query);
  const next = subscription === null || sold === null ? null : nextOf(subscription);
  const nextTerms = next === null || sold === null ? null : planTerms(sold, next.plan, next.interval);
  const { members, invitations } = await countSeats(tx, orgId);
  const overrides = contract?.entitlements ?? {};
  return {
    plan,
    state: planState({ subscription, hasContract: contract !== null }),
    interval: subscription?.interval ?? null,
    since: subscription?.anchor ?? null,
    price: subscription === null ? null : String(subscription.period.price),
    period: subscription === null ? null : periodView(subscription.period),
    scheduled:
      subscription?.scheduled == null
        ? null
        : {
            kind: subscription.scheduled.kind,
            plan: next?.plan ?? catalog.defaultPlan,
            interval: next?.interval ?? null,
            price: nextTerms === null ? null : String(nextTerms.price),
            at: subscription.period.endsAt,
          },
    nextGrant: subscription === null ? null : nextGrant(subscription, nextTerms?.credit?.amount ?? null),
    nextTry: subscription !== null && isPastDue(subscription) ? subscription.period.tryAt : null,
    pending: await pendingPayment(tx, orgId),
    contract: contract === null ? null : contractView(contract),
    limits: Object.keys(catalog.entitlements).flatMap((entitlement) => {
      const value = entitlementOf({ catalog, plan, overrides }, entitlement);
      const used = entitlement === "members" ? members + invitations : null;
      return value === undefined ? [] : [{ entitlement, value, used }];
    }),
    periods: (await listPaidPeriods(tx, orgId, MOST_PERIODS)).map(periodView),
  };
}

async function pendingPayment(tx: OrganizationsTx, orgId: string): Promise<PendingPayment | null> {
  const request = await tx.repository(PlanRequestEntity).findOneBy({ orgId, state: "paying" });
  if (request === null || request.plan === null || request.interval === null) return null;
  const { id: subscriptionId, plan, interval, price, at } = request;
  const attempt = await tx.repository(PaymentAttemptEntity).findOneBy({ orgId, subscriptionId, month: 0, try: 1 });
  return {
    plan,
    interval,
    price: String(price),
    at: at.getTime(),
    url: attempt?.pageUrl ?? null,
  };
}

/** A contract for answers. */
export function contractView(contract: Contract): ContractView {
  const { id, plan, state, startsAt, endsAt, endedAt, rates, entitlements, credits } = contract;
  return {
    contract: id,
    plan,
    state,
    startsAt,
    endsAt,
    endedAt,
    ...shownRates(rates),
    entitlements,
    credits: credits.map((credit) => ({ ...credit, amount: String(credit.amount) })),
  };
}

function shownRates(rates: Contract["rates"]): Pick<ContractView, "rates" | "priceShapes"> {
  const plain: Record<string, string> = {};
  const priceShapes: Record<string, ShownPrice> = {};
  for (const [resource, cost] of Object.entries(rates))
    if (typeof cost === "bigint") plain[resource] = String(cost);
    else priceShapes[resource] = shownPrice(cost);
  return { rates: plain, priceShapes };
}

/** The plan and interval after the end of the period; `null` if the subscription ends then. */
function nextOf({ scheduled, plan, interval }: Subscription): { plan: string; interval: Interval } | null {
  if (scheduled?.kind === "cancel") return null;
  return scheduled === null ? { plan, interval } : { plan: scheduled.plan, interval: scheduled.interval };
}

/** The next credit: of a later month of the period, or of the first month after it. */
function nextGrant(subscription: Subscription, creditAfter: bigint | null): PlanView["nextGrant"] {
  const { period } = subscription;
  const dueAt = creditDueAt(subscription);
  if (dueAt !== null && period.credit !== null) return { at: dueAt, amount: String(period.credit.amount) };
  const isPaid = period.paidAt !== null;
  return isPaid && creditAfter !== null ? { at: period.endsAt, amount: String(creditAfter) } : null;
}

function periodView({ plan, interval, startsAt, endsAt, price, paidAt }: Period): PeriodView {
  return { plan, interval, from: startsAt, until: endsAt, price: String(price), paidAt };
}
