import { type Catalog, defineCatalog, tiered } from "../../catalog/index.ts";
import type { Instant } from "../../ledger/index.ts";
import {
  askCancel,
  askChange,
  askSubscribe,
  askUndo,
  atPeriodEnd,
  creditDueAt,
  credited,
  type EndReason,
  endSubscription,
  failed,
  type Interval,
  lookAgain,
  monthGrant,
  type Period,
  type PlanEvent,
  type PlanRequest,
  type PlanState,
  type PlanTerms,
  paid,
  planState,
  planTerms,
  renew,
  type Subscription,
  startSubscription,
} from "./index.ts";

const { free, pro, enterprise } = tiered.plans;

/** The catalog `tiered` with a paid plan between Pro and Enterprise. */
export const THREE_PAID: Catalog = defineCatalog({
  ...tiered,
  planOrder: ["free", "pro", "team", "enterprise"],
  plans: {
    free,
    pro,
    team: {
      ...pro,
      title: "Team",
      price: { kind: "subscription", monthly: "99.00", yearly: "990.00" },
      grants: { monthly: { amount: "80.00", days: 30, atOnce: true } },
    },
    enterprise,
  },
});

/** One step between two states. */
export interface Step {
  readonly from: PlanState;
  readonly event: PlanEvent;
  readonly to: PlanState;
}

/** The outcome of a payment. */
export type Outcome = "paid" | "declined" | "unknown";

/** A grant that came in a life. */
export interface Credited {
  readonly subscription: string;
  readonly month: number;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant;
  readonly at: Instant;
}

/**
 * The life of a plan in memory, by the rules alone: what the use cases do with rows and due work, without them. Requests
 * come after everything that is due at their instant or before.
 */
export class PlanLife {
  now: Instant;
  readonly steps: Step[] = [];
  readonly credits: Credited[] = [];
  /** Every period of each subscription, as it is now. */
  readonly periods = new Map<string, Period[]>();
  /** The subscriptions that ended. */
  readonly ended: Subscription[] = [];
  subscription: Subscription | null = null;
  hasContract = false;
  private readonly catalog: Catalog;
  private readonly charge: () => Outcome;
  private made = 0;

  /** @param charge the outcome of the next payment */
  constructor(now: Instant, charge: () => Outcome, catalog = THREE_PAID) {
    this.now = now;
    this.charge = charge;
    this.catalog = catalog;
  }

  get state(): PlanState {
    return planState(this);
  }

  subscribe(plan: string, interval: Interval): string | null {
    const asked = askSubscribe(this.request(), { plan, interval });
    if (!asked.ok) return asked.error.code;
    if (this.charge() !== "paid") return "payment_failed";
    this.step("subscribe", () => this.start(asked.value));
    return null;
  }

  change(wanted: { readonly plan?: string; readonly interval?: Interval }): string | null {
    const asked = askChange(this.request(), wanted);
    if (!asked.ok) return asked.error.code;
    const changed = asked.value;
    if (changed.kind === "start") {
      if (this.charge() !== "paid") return "payment_failed";
      this.step("upgrade", () => this.start(changed.terms));
    } else
      this.step(wanted.plan === this.catalog.defaultPlan ? "cancel" : "change", () => this.keep(changed.subscription));
    return null;
  }

  cancel(): string | null {
    const asked = askCancel(this.request());
    if (!asked.ok) return asked.error.code;
    this.step("cancel", () => this.keep(asked.value));
    return null;
  }

  undo(): string | null {
    const asked = askUndo(this.request());
    if (!asked.ok) return asked.error.code;
    this.step("undo", () => this.keep(asked.value));
    return null;
  }

  startContract(): void {
    if (this.hasContract) return;
    this.step("contract_start", () => {
      this.end("contract");
      this.hasContract = true;
    });
  }

  endContract(): void {
    if (!this.hasContract) return;
    this.step("contract_end", () => {
      this.hasContract = false;
    });
  }

  /** Sets the plan, as an operator does. */
  set(plan: string): void {
    const isThere = !this.hasContract && plan === (this.subscription?.plan ?? this.catalog.defaultPlan);
    if (isThere) return;
    this.step("set", () => {
      this.end("set");
      this.hasContract = this.catalog.plans[plan]?.price.kind === "contract";
      const terms = planTerms(this.catalog, plan, "month");
      if (terms !== null && plan !== this.catalog.defaultPlan) this.start(terms);
    });
  }

  /** Runs everything that falls due up to an instant, in its order. */
  advance(to: Instant): void {
    for (;;) {
      const next = this.nextDue();
      if (next === null || next.at > to) break;
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = Math.max(this.now, to);
  }

  /** Runs what falls due next, at its instant. */
  advanceToNext(): void {
    const next = this.nextDue();
    if (next !== null) this.advance(Math.max(this.now, next.at));
  }

  private nextDue(): { readonly at: Instant; run(): void } | null {
    const { subscription } = this;
    if (subscription === null) return null;
    const due = [
      { at: subscription.period.endsAt, run: () => this.endPeriod(subscription) },
      { at: subscription.period.tryAt, run: () => this.pay(subscription) },
      { at: creditDueAt(subscription), run: () => this.credit(subscription) },
    ];
    return due.reduce<{ at: Instant; run(): void } | null>(
      (first, { at, run }) => (at !== null && (first === null || at < first.at) ? { at, run } : first),
      null,
    );
  }

  private endPeriod(subscription: Subscription): void {
    const end = atPeriodEnd(subscription);
    this.step("period_end", () => {
      if (end.kind === "end") return this.end(end.reason, subscription.period.endsAt);
      const terms = planTerms(this.catalog, end.plan, end.interval);
      if (terms === null) throw new Error(`${end.plan} is not sold`);
      const renewed = renew(subscription, terms);
      this.periods.get(subscription.id)?.push(renewed.period);
      this.keep(renewed);
    });
  }

  private pay(subscription: Subscription): void {
    const outcome = this.charge();
    if (outcome === "unknown") {
      this.keep(lookAgain(subscription, this.now));
      return;
    }
    if (outcome === "paid") {
      this.step("payment", () => this.keep(paid(subscription, this.now)));
      return;
    }
    const { period } = subscription;
    const after = failed(subscription, this.now);
    this.step(after.endedAt !== null && period.failedAt !== null ? "last_failure" : "failure", () => this.keep(after));
  }

  private credit(subscription: Subscription): void {
    const { effectiveAt, expiresAt } = monthGrant(subscription);
    const { id, nextMonth: month } = subscription;
    this.credits.push({ subscription: id, month, effectiveAt, expiresAt, at: this.now });
    this.keep(credited(subscription));
  }

  private start(terms: PlanTerms): void {
    this.end("replaced");
    this.made += 1;
    const id = `subscription-${this.made}`;
    const started = startSubscription({ id, terms, catalogVersion: 1, paidBy: "card", at: this.now });
    this.periods.set(id, [started.period]);
    this.keep(started);
    while (this.subscription !== null && creditDueAt(this.subscription) === this.now) this.credit(this.subscription);
  }

  private end(reason: EndReason, at = this.now): void {
    if (this.subscription !== null) this.keep(endSubscription(this.subscription, at, reason));
  }

  private keep(subscription: Subscription): void {
    const periods = this.periods.get(subscription.id) ?? [];
    periods[periods.length - 1] = subscription.period;
    if (subscription.endedAt === null) {
      this.subscription = subscription;
      return;
    }
    this.ended.push(subscription);
    this.subscription = null;
  }

  private step(event: PlanEvent, act: () => void): void {
    const from = this.state;
    act();
    this.steps.push({ from, event, to: this.state });
  }

  private request(): PlanRequest {
    const { subscription, hasContract, catalog, now } = this;
    return { subscription, hasContract, catalog, now };
  }
}
