import { newId } from "@scrip/db/connection";
import { PlanRequestEntity } from "@scrip/db/plans";
import {
  askChange,
  askSubscribe,
  type Changed,
  type Interval,
  type PaidBy,
  type PlanTerms,
} from "@scrip/domain/plans/subscriptions";
import type { Caller } from "../deps.ts";
import { refused } from "../refused.ts";
import { askPlan, type Decided } from "./ask-plan.ts";
import type { PlanDeps } from "./plan-deps.ts";
import type { PlanTx } from "./plan-tx.ts";
import { type PlanView, readPlanView } from "./plan-view.ts";
import { payAndStart } from "./start-paid-plan.ts";

/** A key of the platform and an operator start plans that the platform collects outside; a member pays by card. */
export function paidByOf({ actor }: Caller): PaidBy {
  return actor.type === "member" ? "card" : "outside";
}

/**
 * Starts a paid plan of an organization without one: the payment comes first.
 * @returns the plan as it is then, the same at each repetition of the key
 * @throws RefusedError `unknown_plan`, `by_contract`, `already_subscribed`, `already_there`, `not_for_sale`,
 *   `payment_unavailable`, `payment_pending`, `payment_failed`, `key_reused`
 * @source docs/rules.md#subscriptions
 */
export async function subscribe(
  deps: PlanDeps,
  caller: Caller,
  {
    idempotencyKey,
    plan,
    interval,
    way = "page",
    origin = null,
  }: { readonly idempotencyKey: string; readonly plan: string; readonly interval: Interval } & HowWanted,
  paidBy: PaidBy = paidByOf(caller),
): Promise<PlanView> {
  const asked = { operation: "subscribe", idempotencyKey, payload: { plan, interval } } as const;
  const outcome = await askPlan<PlanView>(deps, caller, asked, async (tx) => {
    const terms = askSubscribe(tx.request(), { plan, interval });
    return terms.ok ? startOrPay(tx, terms.value, { paidBy, way }) : { refusal: terms.error };
  });
  return "answer" in outcome ? outcome.answer : payAndStart(deps, caller, outcome.paying, origin);
}

/**
 * Changes plan or interval: a higher plan now, for the full price, and anything else when the period ends.
 * @returns the plan as it is then, the same at each repetition of the key
 * @throws RefusedError as `subscribe`, and `not_subscribed`
 * @source docs/rules.md#changes-of-a-plan
 */
export async function changePlan(
  deps: PlanDeps,
  caller: Caller,
  {
    idempotencyKey,
    way = "page",
    origin = null,
    ...wanted
  }: { readonly idempotencyKey: string } & ChangeWanted & HowWanted,
  paidBy?: PaidBy,
): Promise<PlanView> {
  const { plan, interval } = wanted;
  const some = { ...(plan !== undefined && { plan }), ...(interval !== undefined && { interval }) };
  const asked = { operation: "change", idempotencyKey, payload: some } as const;
  const outcome = await askPlan<PlanView>(deps, caller, asked, async (tx) => {
    const changed = askChange(tx.request(), some);
    if (!changed.ok) return { refusal: changed.error };
    const by = paidBy ?? tx.subscription?.paidBy ?? paidByOf(caller);
    return keepOrStart(tx, changed.value, { paidBy: by, way });
  });
  return "answer" in outcome ? outcome.answer : payAndStart(deps, caller, outcome.paying, origin);
}

/** What a change names; what is left out stays as it is. */
interface ChangeWanted {
  readonly plan?: string | undefined;
  readonly interval?: Interval | undefined;
}

/** How a member wants to pay. */
interface HowWanted {
  readonly way?: WayToPay | undefined;
  /** The origin of the server in the member's browser, for the way back from the page. */
  readonly origin?: string | null | undefined;
}

/** How a member pays for a plan that starts: on the gateway's page, or with the saved card. */
export type WayToPay = "page" | "saved";

interface HowPaid {
  readonly paidBy: PaidBy;
  readonly way: WayToPay;
}

async function keepOrStart(tx: PlanTx, changed: Changed, how: HowPaid): Promise<Decided<PlanView>> {
  if (changed.kind === "start") return startOrPay(tx, changed.terms, how);
  const { subscription } = changed;
  const { id, scheduled } = subscription;
  const isNew = subscription !== tx.subscription;
  if (isNew) await tx.put(subscription);
  const target = { type: "subscription", id };
  if (isNew && scheduled?.kind === "change")
    await tx.audit("plan.changed", { plan: scheduled.plan, interval: scheduled.interval }, target);
  else if (isNew) await tx.audit("plan.cancelled", { plan: subscription.plan }, target);
  return answered(tx);
}

/** Starts what costs nothing or is collected outside, now. A card is charged after this transaction. */
async function startOrPay(tx: PlanTx, terms: PlanTerms, { paidBy, way }: HowPaid): Promise<Decided<PlanView>> {
  const { plan, interval, price } = terms;
  const { orgId } = tx;
  const pending = await tx.tx.repository(PlanRequestEntity).findOneBy({ orgId, state: "paying" });
  if (pending !== null && pending.plan === plan && pending.interval === interval) return { waitsFor: pending.id };
  if (pending !== null)
    throw refused("payment_pending", `A payment for the plan "${pending.plan}" is on its way.`, {
      plan: pending.plan ?? "",
    });
  if (paidBy === "card" && price > 0n) {
    if (tx.deps.payments === undefined)
      throw refused("payment_unavailable", "The platform takes no payments for plans yet. Ask its operators.");
    return { payment: { plan, interval, price, way } };
  }
  const id = newId();
  await tx.start({ id, terms, paidBy }, null);
  await tx.audit("plan.subscribed", { plan, interval }, { type: "subscription", id });
  return answered(tx);
}

/** The plan after the changes of the transaction. */
export async function answered(tx: PlanTx): Promise<{ answer: PlanView }> {
  await tx.finish();
  return { answer: await readPlanView(tx.tx, tx.deps.books, tx.orgId) };
}
