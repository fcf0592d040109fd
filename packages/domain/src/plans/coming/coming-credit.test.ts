import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { usd } from "../../money/index.ts";
import type { Contract } from "../contracts/index.ts";
import { planTerms, type Subscription, startSubscription } from "../subscriptions/index.ts";
import { comingCredit } from "./index.ts";

const at = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const JAN = at("2027-01-31");

/** A subscription of Pro that began on 31 January, and whose first month is credited. */
function pro(interval: "month" | "year", changed: Partial<Subscription> = {}): Subscription {
  const terms = planTerms(tiered, "pro", interval);
  if (terms === null) throw new Error("there is no plan pro");
  const begun = startSubscription({ id: "s", terms, catalogVersion: 1, paidBy: "card", at: JAN });
  return { ...begun, nextMonth: 1, ...changed };
}

function aContract(some: Partial<Contract> = {}): Contract {
  const terms = { plan: "enterprise", startsAt: JAN, endsAt: null, rates: {}, entitlements: {} };
  const credits = [{ amount: usd("100"), every: "month", days: null, kind: "paid" }] as const;
  return { ...terms, id: "c", state: "running", nextMonth: 1, endedAt: null, credits, ...some };
}

/** The days and amounts of the coming grants until 1 June. */
function coming(subscription: Subscription | null, contracts: readonly Contract[] = [], until = "2027-06-01") {
  const plan = subscription === null ? null : { subscription, catalog: tiered };
  return comingCredit({ subscription: plan, contracts }, at(until)).map(
    ({ effectiveAt, amount }) => `${new Date(effectiveAt).toISOString().slice(5, 10)} ${amount / usd("1")}`,
  );
}

describe("the coming credit", () => {
  it("of a subscription comes each month of its anchor, through its renewals", () => {
    const months = ["02-28 20", "03-31 20", "04-30 20", "05-31 20"];
    expect(coming(pro("month"))).toEqual(months);
    expect(coming(pro("year"))).toEqual(months);
    expect(coming(pro("month"), [], "2027-05-31")).toEqual(months.slice(0, 3));
  });

  it("expires thirty days after it comes, and has the business key of the grant", () => {
    const [first] = comingCredit(
      { subscription: { subscription: pro("month"), catalog: tiered }, contracts: [] },
      at("2027-03-01"),
    );
    expect(first).toMatchObject({
      source: "plan",
      kind: "promotional",
      expiresAt: at("2027-03-30"),
      businessKey: "plan:s:2027-02-28T00:00:00.000Z",
    });
  });

  it("ends with a cancellation, and pauses with an awaited payment", () => {
    const scheduled = { kind: "cancel", askedAt: JAN + 1 } as const;
    expect(coming(pro("year", { scheduled }))).toEqual([]);
    const { period } = pro("month");
    expect(coming(pro("month", { period: { ...period, paidAt: null, failedAt: JAN } }))).toEqual([]);
  });

  it("follows a scheduled change at the renewal", () => {
    const scheduled = { kind: "change", askedAt: JAN, plan: "free", interval: "month" } as const;
    expect(coming(pro("month", { scheduled }))).toEqual([]);
    expect(coming(pro("year", { scheduled }))).toHaveLength(4);
  });

  it("of a contract comes each month until its end, and ends that of the subscription", () => {
    expect(coming(null, [aContract({ endsAt: at("2027-04-30") })])).toEqual(["02-28 100", "03-31 100"]);
    const later = aContract({ state: "scheduled", startsAt: at("2027-04-15"), nextMonth: 0 });
    expect(coming(pro("month"), [later])).toEqual(["02-28 20", "03-31 20", "04-15 100", "05-15 100"]);
    expect(coming(null, [aContract({ state: "ended" })])).toEqual([]);
  });
});
