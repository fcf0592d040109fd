import { describe, expect, it } from "vitest";
import { startOfMonth } from "../../time/index.ts";
import { type Outcome, PlanLife } from "./a-plan-life.test-support.ts";

const FROM = Date.parse("2027-01-15T10:00:00Z");
const at = (text: string): number => Date.parse(text);

function aLife(outcome: Outcome = "paid"): PlanLife {
  return new PlanLife(FROM, () => outcome);
}

function subscribed(plan = "pro", interval: "month" | "year" = "month"): PlanLife {
  const life = aLife();
  expect(life.subscribe(plan, interval)).toBeNull();
  return life;
}

describe("a request without a subscription", () => {
  it.each([
    ["change", (life: PlanLife) => life.change({ interval: "year" }), "not_subscribed"],
    ["cancel", (life: PlanLife) => life.cancel(), "not_subscribed"],
    ["undo", (life: PlanLife) => life.undo(), "nothing_to_undo"],
    ["subscribe to the default plan", (life: PlanLife) => life.subscribe("free", "month"), "already_there"],
    ["subscribe to a plan by contract", (life: PlanLife) => life.subscribe("enterprise", "month"), "by_contract"],
    ["subscribe to no plan", (life: PlanLife) => life.subscribe("gold", "month"), "unknown_plan"],
    ["subscribe to a name of objects", (life: PlanLife) => life.subscribe("constructor", "month"), "unknown_plan"],
  ])("to %s is refused", (_name, ask, code) => {
    expect(ask(aLife())).toBe(code);
  });

  it("leaves everything as it is where the card is declined", () => {
    const life = aLife("declined");
    expect([life.subscribe("pro", "month"), life.state, life.credits]).toEqual(["payment_failed", "none", []]);
  });
});

describe("a request with a subscription", () => {
  it.each([
    ["subscribe", (life: PlanLife) => life.subscribe("team", "month"), "already_subscribed"],
    ["change to what is there", (life: PlanLife) => life.change({ plan: "pro" }), "already_there"],
    ["change to a plan by contract", (life: PlanLife) => life.change({ plan: "enterprise" }), "by_contract"],
    ["undo", (life: PlanLife) => life.undo(), "nothing_to_undo"],
  ])("to %s is refused", (_name, ask, code) => {
    expect(ask(subscribed())).toBe(code);
  });

  it("to subscribe while it is ending is refused, and to change while a contract holds", () => {
    const life = subscribed();
    life.cancel();
    expect(life.subscribe("pro", "month")).toBe("already_subscribed");
    life.startContract();
    expect([life.change({ interval: "year" }), life.subscribe("pro", "month")]).toEqual(["by_contract", "by_contract"]);
  });

  it("to cancel twice is one cancellation", () => {
    const life = subscribed();
    life.cancel();
    const { subscription } = life;
    life.advance(FROM + 1_000);
    expect(life.cancel()).toBeNull();
    expect(life.subscription).toBe(subscription);
  });

  it("to change to the default plan is a cancellation", () => {
    const life = subscribed();
    life.change({ plan: "free" });
    expect(life.state).toBe("ending");
  });

  it("replaces what was asked before", () => {
    const life = subscribed("team");
    life.change({ plan: "pro" });
    life.change({ interval: "year" });
    expect(life.subscription?.scheduled).toMatchObject({ kind: "change", plan: "team", interval: "year" });
    life.cancel();
    expect(life.state).toBe("ending");
    life.change({ plan: "pro", interval: "year" });
    life.advance(startOfMonth(FROM, 1));
    expect(life.subscription).toMatchObject({ plan: "pro", interval: "year", period: { month: 1, months: 12 } });
  });

  it("to a higher plan starts a subscription with an anchor of its own, at once", () => {
    const life = subscribed();
    const upgradedAt = at("2027-01-20T00:00:00Z");
    life.advance(upgradedAt);
    expect(life.change({ plan: "team" })).toBeNull();
    expect(life.subscription).toMatchObject({ plan: "team", anchor: upgradedAt, period: { month: 0 } });
    expect(life.credits.map(({ effectiveAt }) => effectiveAt)).toEqual([FROM, upgradedAt]);
    expect(life.ended[0]).toMatchObject({ endedAt: upgradedAt, period: { endsAt: upgradedAt } });
  });

  it("to cancel while it is past due ends it at once", () => {
    let outcome: Outcome = "paid";
    const life = new PlanLife(FROM, () => outcome);
    life.subscribe("pro", "month");
    outcome = "declined";
    life.advance(startOfMonth(FROM, 1));
    expect(life.state).toBe("past_due");
    life.cancel();
    expect([life.state, life.ended[0]?.endReason]).toEqual(["none", "cancelled"]);
  });
});

describe("a cancelled yearly plan", () => {
  it("from 15 January, cancelled on 20 April, has four grants and ends after the year", () => {
    const life = subscribed("pro", "year");
    life.advance(at("2027-04-20T10:00:00Z"));
    life.cancel();
    life.advance(at("2028-01-15T09:59:59.999Z"));
    expect([life.state, life.credits.length]).toEqual(["ending", 4]);
    life.advance(at("2028-01-15T10:00:00Z"));
    expect([life.state, life.credits.length]).toEqual(["none", 4]);
  });

  it("leaves out the months that begin before the undo, and goes on after it", () => {
    const life = subscribed("pro", "year");
    life.advance(at("2027-04-20T10:00:00Z"));
    life.cancel();
    life.advance(at("2027-06-15T10:00:00Z"));
    expect(life.undo()).toBeNull();
    life.advance(at("2028-01-15T09:59:59.999Z"));
    expect(life.credits.map(({ month }) => month)).toEqual([0, 1, 2, 3, 6, 7, 8, 9, 10, 11]);
    expect(life.subscription?.skippedMonths).toEqual([4, 5]);
    life.advance(at("2028-01-15T10:00:00Z"));
    expect([life.state, life.credits.length]).toEqual(["active", 11]);
  });

  it("cannot be taken back at the instant of its end", () => {
    const life = subscribed();
    life.cancel();
    life.advance(startOfMonth(FROM, 1) - 1);
    expect(life.undo()).toBeNull();
    life.cancel();
    life.advance(startOfMonth(FROM, 1));
    expect([life.undo(), life.state]).toEqual(["nothing_to_undo", "none"]);
  });
});

it("an uncancelled year has exactly 12 grants, in one step or in days", () => {
  for (const step of [365, 1]) {
    const life = subscribed("pro", "year");
    while (life.now < at("2028-01-15T09:59:59.999Z"))
      life.advance(Math.min(life.now + step * 86_400_000, at("2028-01-15T09:59:59.999Z")));
    expect(life.credits.map(({ month }) => month)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  }
});
