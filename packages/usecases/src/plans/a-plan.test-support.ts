import { randomUUID } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import type { Interval, PaidBy } from "@scrip/domain/plans/subscriptions";
import { type Caller, type Deps, FROM_WITHIN } from "../deps.ts";
import { advanceClock } from "../due/advance-clock.ts";
import type { PlanCharge, PlanPaymentOutcome, PlanPayments } from "../payments/plan-payments.ts";
import { RefusedError } from "../refused.ts";
import { cancelPlan, undoPlan } from "./cancel-plan.ts";
import { getPlan, type PlanView } from "./plan-view.ts";
import { changePlan, subscribe } from "./subscribe.ts";

/** A payment port that a test scripts. It keeps the outcome of each payment, as a gateway does. */
export class ScriptedPayments implements PlanPayments {
  /** Every payment with its first outcome, by its name. */
  readonly known = new Map<string, PlanCharge>();
  /** The outcome of the next new payment. */
  next: PlanPaymentOutcome["state"] = "paid";
  private readonly outcomes = new Map<string, PlanPaymentOutcome>();

  async charge(charge: PlanCharge): Promise<PlanPaymentOutcome> {
    const name = `${charge.subscriptionId} ${charge.month} ${charge.attempt}`;
    const known = this.outcomes.get(name);
    if (known !== undefined && known.state !== "unknown") return known;
    const outcome: PlanPaymentOutcome = this.next === "paid" ? { state: "paid", ref: name } : { state: this.next };
    this.outcomes.set(name, outcome);
    this.known.set(name, charge);
    return outcome;
  }
}

/** The plan of an organization on a test clock, as its services and members drive it. */
export class PlanDriver {
  readonly orgId: string;
  private readonly deps: Deps;
  private readonly paidBy: PaidBy;
  private readonly caller: Caller;

  constructor(deps: Deps, orgId: string, paidBy: PaidBy = "outside") {
    this.deps = deps;
    this.orgId = orgId;
    this.paidBy = paidBy;
    this.caller = { orgId, actor: { type: "service_key", id: randomUUID() }, from: FROM_WITHIN };
  }

  subscribe(plan = "pro", interval: Interval = "month", idempotencyKey: string = randomUUID()): Promise<PlanView> {
    return subscribe(this.deps, this.caller, { idempotencyKey, plan, interval, way: "saved" }, this.paidBy);
  }

  change(wanted: { plan?: string; interval?: Interval }, idempotencyKey: string = randomUUID()): Promise<PlanView> {
    return changePlan(this.deps, this.caller, { idempotencyKey, ...wanted, way: "saved" }, this.paidBy);
  }

  cancel(idempotencyKey: string = randomUUID()): Promise<PlanView> {
    return cancelPlan(this.deps, this.caller, { idempotencyKey });
  }

  undo(idempotencyKey: string = randomUUID()): Promise<PlanView> {
    return undoPlan(this.deps, this.caller, { idempotencyKey });
  }

  get(): Promise<PlanView> {
    return getPlan(this.deps, this.orgId);
  }

  async advanceTo(to: Instant | string): Promise<void> {
    await advanceClock(this.deps, this.orgId, typeof to === "string" ? Date.parse(to) : to);
  }
}

/** The code with which a request is refused; `null` if it is not. */
export async function codeOf(request: Promise<unknown>): Promise<string | null> {
  try {
    await request;
    return null;
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code;
    throw error;
  }
}
