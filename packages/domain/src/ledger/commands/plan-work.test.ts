import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { MAX_BALANCE, usd } from "../../money/index.ts";
import { dueOfSubscription } from "../../plans/subscriptions/due-work.ts";
import { startSubscription } from "../../plans/subscriptions/life.ts";
import type { PaidBy, Subscription } from "../../plans/subscriptions/subscription.ts";
import { planTerms } from "../../plans/subscriptions/terms.ts";
import { DAY, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import type { Command } from "./command.ts";

const AT = Date.parse("2026-01-31T22:30:00Z");
const FEBRUARY = Date.parse("2026-02-28T22:30:00Z");
const MARCH = Date.parse("2026-03-31T22:30:00Z");
const subscriptionId = "00000000-0000-7000-8000-0000000000dd";

type PlanKind = Extract<Command["kind"], "renewSubscription" | "creditSubscription">;
const DUE = { renewSubscription: "renew_subscription", creditSubscription: "credit_subscription" } as const;

/** An organization with Pro by the month since 31 January, whose first month is credited. */
class Subscriber {
  readonly ledger = new LedgerInMemory();

  constructor(some: Partial<Subscription> = {}, paidBy: PaidBy = "outside") {
    const terms = planTerms(tiered, "pro", "month");
    if (terms === null) throw new Error("Pro is for sale");
    const started = startSubscription({ id: subscriptionId, terms, catalogVersion: 1, paidBy, at: AT });
    this.ledger.state.plan = { subscription: { ...started, ...some }, next: null, otherDueAt: null, isMoving: false };
    this.ledger.now = AT;
  }

  get subscription(): Subscription {
    const subscription = this.ledger.state.plan?.subscription;
    if (!subscription) throw new Error("no subscription");
    return subscription;
  }

  /** Runs work that is next, or other work, and returns its answer with the due work that it leaves. */
  run(kind: PlanKind, next: PlanKind | null = kind, otherDueAt: number | null = AT, isMoving = false) {
    const { plan } = this.ledger.state;
    const { subscription = null } = plan ?? {};
    this.ledger.state.plan = {
      subscription,
      next: next && { kind: DUE[next], refId: subscriptionId },
      otherDueAt,
      isMoving,
    };
    const decision = this.ledger.submit({ kind, subscriptionId });
    if (!decision.ok) throw new Error(decision.refusal.message);
    const due = decision.changes.due.map((each) => [each.kind, each.dueAt]);
    return { answer: decision.answer, due, change: decision.changes.subscription };
  }

  /** Renews and credits the month that begins now. */
  month() {
    return [this.run("renewSubscription"), this.run("creditSubscription")] as const;
  }
}

describe("a month of a subscription", () => {
  it("L26 begins with the next period, and makes its credit due at once", () => {
    const org = new Subscriber();
    org.run("creditSubscription");
    org.ledger.now = FEBRUARY + 5;
    const [renewed, credited] = org.month();
    expect(renewed.answer).toMatchObject({ done: true, left: "more", seq: null });
    expect(renewed.due).toEqual([
      ["renew_subscription", MARCH],
      ["credit_subscription", FEBRUARY],
    ]);
    expect(renewed.change?.period).toMatchObject({ month: 1, startsAt: FEBRUARY, endsAt: MARCH, paidAt: FEBRUARY });
    expect(credited.answer).toMatchObject({ done: true, left: "nothing", seq: 2 });
    expect(credited.due).toEqual([
      ["expire_grant", FEBRUARY + 30 * DAY],
      ["credit_subscription", null],
    ]);
    expect(org.ledger.grants().map(({ effectiveAt }) => effectiveAt)).toEqual([AT, FEBRUARY]);
    expect(dueOfSubscription(org.subscription)).toContainEqual(["credit_subscription", null]);
  });

  it("has its credit with the renewal, unless other work is due before", () => {
    for (const otherDueAt of [null, FEBRUARY + 1]) {
      const org = new Subscriber();
      org.run("creditSubscription");
      org.ledger.now = FEBRUARY + 5;
      const { answer, due, change } = org.run("renewSubscription", "renewSubscription", otherDueAt);
      expect(answer).toMatchObject({ done: true, left: "nothing", seq: 2 });
      expect(due).toEqual([
        ["expire_grant", FEBRUARY + 30 * DAY],
        ["renew_subscription", MARCH],
      ]);
      expect(change).toMatchObject({ nextMonth: 2, period: { month: 1 } });
    }
    const full = new Subscriber({ nextMonth: 1 });
    full.ledger.run({ kind: "issueGrant", amount: MAX_BALANCE });
    full.ledger.now = FEBRUARY;
    expect(full.run("renewSubscription", "renewSubscription", null).answer).toMatchObject({ left: "more", seq: null });
  });

  it("L25 is credited once, and never out of turn or before its time", () => {
    const org = new Subscriber();
    expect(org.run("creditSubscription", "renewSubscription").answer).toMatchObject({ done: false });
    expect(org.run("creditSubscription", null).answer).toMatchObject({ done: false });
    org.run("creditSubscription");
    expect(org.run("creditSubscription").due).toEqual([["credit_subscription", null]]);
    expect(org.run("renewSubscription")).toMatchObject({ answer: { done: false, left: "nothing" }, due: [] });
    expect(org.ledger.entries).toHaveLength(1);
  });

  it("is not credited again if the grant is there, or if the organization is closed", () => {
    const credited = new Subscriber();
    const closed = new Subscriber();
    const businessKey = `plan:${subscriptionId}:${new Date(AT).toISOString()}`;
    credited.ledger.run({ kind: "issueGrant", amount: usd("20"), businessKey });
    Object.assign(closed.ledger.state, { isClosed: true });
    for (const org of [credited, closed]) {
      const before = org.ledger.entries.length;
      expect(org.run("creditSubscription").change).toMatchObject({ nextMonth: 1, period: null });
      expect(org.ledger.entries).toHaveLength(before);
    }
  });

  it("waits for room a day at a time, and lapses at once if it comes too late", () => {
    const org = new Subscriber();
    org.ledger.run({ kind: "issueGrant", amount: MAX_BALANCE });
    expect(org.run("creditSubscription")).toMatchObject({
      answer: { done: false },
      due: [["credit_subscription", AT + DAY]],
      change: null,
    });
    org.ledger.now = AT + 40 * DAY;
    expect(org.run("creditSubscription").answer).toMatchObject({ done: true });
    expect(org.ledger.entries.slice(1).map(({ kind }) => kind)).toEqual(["grant_issued", "grant_expired"]);
  });

  it("is paid first, if a card pays: the charge is due at once, and the credit is not", () => {
    const org = new Subscriber({}, "card");
    org.run("creditSubscription");
    org.ledger.now = FEBRUARY;
    expect(org.run("renewSubscription")).toMatchObject({
      answer: { left: "more" },
      due: [
        ["renew_subscription", MARCH],
        ["charge_subscription", FEBRUARY],
      ],
    });
  });
});

describe("the end of a period that concerns more than the subscription", () => {
  const cancelled = { kind: "cancel", askedAt: AT } as const;
  const changed = { kind: "change", askedAt: AT, plan: "pro", interval: "year" } as const;
  it("is left to steps if it may move to another catalog", () => {
    const org = new Subscriber();
    org.run("creditSubscription");
    org.ledger.now = FEBRUARY;
    expect(org.run("renewSubscription", "renewSubscription", null, true)).toMatchObject({
      answer: { done: false, left: "steps" },
      change: null,
    });
  });

  it.each([cancelled, changed])("is left to steps: $kind", (scheduled) => {
    const org = new Subscriber({ scheduled, nextMonth: 1 });
    org.ledger.now = FEBRUARY;
    expect(org.run("renewSubscription")).toEqual({
      answer: expect.objectContaining({ done: false, left: "steps" }),
      due: [],
      change: null,
    });
  });

  it("is nothing for a subscription that has ended: the row of the work goes", () => {
    const org = new Subscriber();
    org.ledger.state.plan = { subscription: null, next: null, otherDueAt: null, isMoving: false };
    expect(org.run("creditSubscription").due).toEqual([["credit_subscription", null]]);
    expect(org.run("renewSubscription").due).toEqual([["renew_subscription", null]]);
  });
});
