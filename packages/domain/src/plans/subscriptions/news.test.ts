import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import {
  endSubscription,
  failed,
  type PlanNews,
  type PlanStanding,
  paid,
  planNews,
  planTerms,
  renew,
  type Subscription,
  startSubscription,
} from "./index.ts";
import { schedule, withoutScheduled } from "./life.ts";

const FROM = Date.parse("2027-01-15T10:00:00Z");
const UNTIL = Date.parse("2027-02-15T10:00:00Z");

function terms(interval: "month" | "year" = "month") {
  const found = planTerms(tiered, "pro", interval);
  if (found === null) throw new Error("Pro is not for sale");
  return found;
}

const pro = startSubscription({ id: "s", terms: terms(), catalogVersion: 1, paidBy: "card", at: FROM });
const next = renew(pro, terms());
const late = failed(next, UNTIL);
const ending = schedule(pro, { kind: "cancel", askedAt: FROM }, FROM);
const changing = schedule(pro, { kind: "change", askedAt: FROM, plan: "pro", interval: "year" }, FROM);
const contract = { id: "c", plan: "enterprise", endsAt: null };

const standing = (subscription: Subscription | null, some: Partial<PlanStanding> = {}): PlanStanding => ({
  subscription,
  contract: null,
  ...some,
});

const news = (before: Subscription | null, after: Subscription | null, ended: Subscription | null = null) =>
  planNews(standing(before), standing(after), ended);

const sold = { plan: "pro", interval: "month", price: 29_000_000n, renewsAt: UNTIL } as const;

describe("the news of a plan", () => {
  const CASES: readonly [string, PlanNews | null, PlanNews | null][] = [
    ["a start", news(null, pro), { kind: "plan_started", ...sold }],
    ["another subscription", news(pro, { ...pro, id: "t" }), { kind: "plan_changed", from: "pro", ...sold }],
    [
      "a renewal with a scheduled change",
      news(changing, renew(changing, terms("year"))),
      {
        kind: "plan_changed",
        from: "pro",
        plan: "pro",
        interval: "year",
        price: 290_000_000n,
        renewsAt: Date.parse("2028-02-15T10:00:00Z"),
      },
    ],
    [
      "a scheduled change",
      news(ending, changing),
      { kind: "plan_change_scheduled", from: "pro", plan: "pro", interval: "year", at: UNTIL },
    ],
    ["a cancellation", news(changing, ending), { kind: "plan_cancelled", plan: "pro", endsAt: UNTIL }],
    [
      "an undo",
      news(ending, withoutScheduled(ending, FROM)),
      { kind: "plan_kept", plan: "pro", interval: "month", renewsAt: UNTIL },
    ],
    [
      "a failed payment",
      news(next, late),
      { kind: "plan_past_due", plan: "pro", price: 29_000_000n, nextTry: UNTIL + 86_400_000 },
    ],
    ["another failed payment", news(late, failed(late, UNTIL + 86_400_000)), null],
    [
      "a payment after that",
      news(late, paid(late, UNTIL + 1)),
      { kind: "plan_paid", plan: "pro", price: 29_000_000n, renewsAt: late.period.endsAt },
    ],
    [
      "the end",
      news(late, null, endSubscription(late, UNTIL, "unpaid")),
      { kind: "plan_ended", plan: "pro", reason: "unpaid" },
    ],
    ["a renewal as before", news(pro, next), null],
    ["a payment at the renewal", news(next, paid(next, UNTIL)), null],
    ["nothing", news(pro, pro), null],
    ["nothing, without a plan", news(null, null), null],
  ];
  it.each(CASES)("is for %s what the people need", (_name, told, expected) => {
    expect(told).toEqual(expected);
  });

  it("is for contracts their start and their end, and not the subscription that ends with them", () => {
    const running = standing(null, { contract });
    const started = { kind: "contract_started", plan: "enterprise", endsAt: null };
    expect(planNews(standing(pro), running, endSubscription(pro, FROM, "contract"))).toEqual(started);
    expect(planNews(running, running, null)).toBeNull();
    expect(planNews(running, standing(null), null)).toEqual({ kind: "contract_ended", plan: "enterprise" });
    expect(planNews(running, standing(pro), null)).toEqual({ kind: "plan_started", ...sold });
    expect(planNews(running, standing(null, { contract: { ...contract, id: "d" } }), null)).toEqual(started);
  });
});
