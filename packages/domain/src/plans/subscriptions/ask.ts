import type { Catalog } from "../../catalog/index.ts";
import type { RefusalIn } from "../../refusal/part.ts";
import { ok, type Result, refuse } from "../../result/result.ts";
import type { Instant } from "../../time/instant.ts";
import type { PLAN_REFUSALS } from "../refusals.ts";
import { endSubscription, schedule, withoutScheduled } from "./life.ts";
import { type Interval, isPastDue, type PlanFacts, type Subscription } from "./subscription.ts";
import { type PlanTerms, planTerms } from "./terms.ts";

/** Why a request about a plan is refused. */
export type PlanRefusal = RefusalIn<
  typeof PLAN_REFUSALS,
  | "unknown_plan"
  | "not_for_sale"
  | "by_contract"
  | "not_subscribed"
  | "already_subscribed"
  | "already_there"
  | "nothing_to_undo"
>;

/** A subscription as it is after a request. */
type Kept = Result<Subscription, PlanRefusal>;

/** What is asked of a plan, and what decides it. */
export interface PlanRequest extends PlanFacts {
  /** The catalog of the organization's version. */
  readonly catalog: Catalog;
  readonly now: Instant;
}

/** What a change does: a higher plan starts now and is paid first; anything else is scheduled. */
export type Changed =
  | { readonly kind: "start"; readonly terms: PlanTerms }
  | { readonly kind: "keep"; readonly subscription: Subscription };

/**
 * Asks for a paid plan of an organization without one.
 * @returns the terms that are to be paid
 * @source docs/rules.md#subscriptions
 */
export function askSubscribe(
  { subscription, hasContract, catalog }: PlanRequest,
  { plan, interval }: { readonly plan: string; readonly interval: Interval },
): Result<PlanTerms, PlanRefusal> {
  if (!Object.hasOwn(catalog.plans, plan)) return unknownPlan(plan);
  if (hasContract) return byContract(plan);
  if (subscription !== null) return alreadySubscribed(subscription);
  if (plan === catalog.defaultPlan) return alreadyThere(plan, null);
  return termsOf(catalog, plan, interval);
}

/**
 * Asks for another plan or interval.
 * @param wanted what is left out stays as it is
 * @source docs/rules.md#changes-of-a-plan
 */
export function askChange(
  request: PlanRequest,
  wanted: { readonly plan?: string; readonly interval?: Interval },
): Result<Changed, PlanRefusal> {
  const { subscription, hasContract, catalog, now } = request;
  if (wanted.plan !== undefined && !Object.hasOwn(catalog.plans, wanted.plan)) return unknownPlan(wanted.plan);
  if (hasContract) return byContract(wanted.plan ?? null);
  if (subscription === null) return notSubscribed();
  const { plan = subscription.plan, interval = subscription.interval } = wanted;
  if (plan === catalog.defaultPlan) return keep(askCancel(request));
  if (plan === subscription.plan && interval === subscription.interval) return alreadyThere(plan, interval);
  const terms = termsOf(catalog, plan, interval);
  if (!terms.ok) return terms;
  if (rank(catalog, plan) > rank(catalog, subscription.plan)) return ok({ kind: "start", terms: terms.value });
  const { scheduled } = subscription;
  if (scheduled?.kind === "change" && scheduled.plan === plan && scheduled.interval === interval)
    return keep(ok(subscription));
  return keep(ok(schedule(subscription, { kind: "change", askedAt: now, plan, interval }, now)));
}

/**
 * Asks for the end of a subscription when its period ends. A subscription that is past due ends at once: nothing is paid
 * that could run out. To cancel what is cancelled changes nothing.
 * @source docs/rules.md#cancellation
 */
export function askCancel({ subscription, hasContract, now }: PlanRequest): Kept {
  if (hasContract) return byContract(null);
  if (subscription === null) return notSubscribed();
  if (isPastDue(subscription)) return ok(endSubscription(subscription, now, "cancelled"));
  if (subscription.scheduled?.kind === "cancel") return ok(subscription);
  return ok(schedule(subscription, { kind: "cancel", askedAt: now }, now));
}

/**
 * Takes back what is scheduled. At the instant of the period's end it has happened already.
 * @source docs/rules.md#cancellation
 */
export function askUndo({ subscription, now }: PlanRequest): Kept {
  if (subscription === null || subscription.scheduled === null || now >= subscription.period.endsAt)
    return no("nothing_to_undo", "Nothing is scheduled that could be taken back.", {});
  return ok(withoutScheduled(subscription, now));
}

function keep(kept: Kept): Result<Changed, PlanRefusal> {
  return kept.ok ? ok({ kind: "keep", subscription: kept.value }) : kept;
}

/** The terms of a plan that is neither the default one nor unknown. */
function termsOf(catalog: Catalog, plan: string, interval: Interval): Result<PlanTerms, PlanRefusal> {
  if (catalog.plans[plan]?.price.kind === "contract") return byContract(plan);
  const terms = planTerms(catalog, plan, interval);
  if (terms !== null) return ok(terms);
  return no("not_for_sale", `The plan "${plan}" is not sold by the ${interval}.`, { plan, interval });
}

function rank({ planOrder }: Catalog, plan: string): number {
  return planOrder.indexOf(plan);
}

function unknownPlan(plan: string) {
  return no("unknown_plan", `There is no plan "${plan}".`, { plan });
}

function byContract(plan: string | null) {
  const message =
    plan === null
      ? "A contract is in force, and it decides the plan."
      : `The plan "${plan}" is not for sale here: a contract decides it. Talk to sales.`;
  return no("by_contract", message, { plan });
}

function notSubscribed() {
  return no("not_subscribed", "There is no subscription. Subscribe to a plan first.", {});
}

function alreadySubscribed({ plan, interval }: Subscription) {
  const message = `There is a subscription to the plan "${plan}" already. Change it, or let it end first.`;
  return no("already_subscribed", message, { plan, interval });
}

function alreadyThere(plan: string, interval: Interval | null) {
  return no("already_there", `The plan is "${plan}" already.`, { plan, interval });
}

function no<Code extends PlanRefusal["code"]>(
  code: Code,
  message: string,
  data: Extract<PlanRefusal, { code: Code }>["data"],
): { readonly ok: false; readonly error: PlanRefusal } {
  return refuse({ code, message, data } as unknown as PlanRefusal);
}
