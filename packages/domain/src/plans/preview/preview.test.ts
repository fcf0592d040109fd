import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlanLife, THREE_PAID } from "../subscriptions/a-plan-life.test-support.ts";
import { type Interval, planTerms } from "../subscriptions/index.ts";
import { isUpgrade, previewCancel, previewChange, previewStart, previewUndo } from "./index.ts";

const DAY_MS = 86_400_000;
const starts = fc.integer({ min: Date.UTC(2027, 0, 1), max: Date.UTC(2028, 11, 31) });
const interval = fc.constantFrom<Interval[]>("month", "year");
const days = fc.integer({ min: 0, max: 400 });

/** A life that subscribes at `from` and goes on for some days. */
function aLife(from: number, plan: string, every: Interval, forDays: number): PlanLife {
  const life = new PlanLife(from, () => "paid");
  life.subscribe(plan, every);
  life.advance(from + forDays * DAY_MS);
  return life;
}

function running(life: PlanLife) {
  const { subscription } = life;
  if (subscription === null) throw new Error("there is no subscription");
  return { anchor: subscription.anchor, until: subscription.period.endsAt, isPastDue: false };
}

describe("what a dialog says before the press is what happens after it", () => {
  it("at the start of a plan", () => {
    fc.assert(
      fc.property(starts, interval, (from, every) => {
        const terms = planTerms(THREE_PAID, "pro", every);
        if (terms === null) throw new Error("Pro is not sold");
        const preview = previewStart(terms, from);
        const life = aLife(from, "pro", every, 0);
        expect(life.credits.map(({ expiresAt }) => expiresAt)).toEqual([preview.creditNow?.expiresAt]);
        expect(preview.nextPayment).toEqual({ at: life.subscription?.period.endsAt, amount: preview.paysNow });
        life.advanceToNext();
        if (life.credits.length === 1) life.advanceToNext();
        expect(life.credits[1]?.effectiveAt).toBe(preview.nextCredit?.at);
      }),
    );
  });

  it("at a change of the interval", () => {
    fc.assert(
      fc.property(starts, interval, interval, days, (from, every, next, forDays) => {
        fc.pre(every !== next);
        const life = aLife(from, "pro", every, forDays);
        const preview = previewChange(running(life), next);
        life.change({ interval: next });
        life.advance(preview.at);
        expect(life.subscription).toMatchObject({ interval: next });
        expect(life.subscription?.period).toMatchObject({ startsAt: preview.at, endsAt: preview.until });
      }),
    );
  });

  it("at a cancellation, and when it is taken back", () => {
    fc.assert(
      fc.property(starts, interval, days, fc.integer({ min: 0, max: 40 }), (from, every, forDays, more) => {
        const life = aLife(from, "pro", every, forDays);
        const kept = aLife(from, "pro", every, forDays);
        const terms = running(life);
        const { endsAt, monthsWithoutCredit } = previewCancel(terms, life.now);
        kept.advance(endsAt - 1);
        expect(kept.credits.slice(life.credits.length).map(({ effectiveAt }) => effectiveAt)).toEqual(
          monthsWithoutCredit,
        );
        life.cancel();
        const before = life.credits.length;
        life.advance(Math.min(life.now + more * DAY_MS, endsAt - 1));
        const back = previewUndo(terms, life.now);
        expect(life.undo()).toBeNull();
        life.advance(back.nextMonthAt);
        expect(life.credits.slice(before).map(({ effectiveAt }) => effectiveAt)).toEqual([back.nextMonthAt]);
        life.advance(back.renewsAt);
        expect([life.state, life.subscription?.period.startsAt]).toEqual(["active", back.renewsAt]);
      }),
    );
  });
});

describe("a cancellation", () => {
  it("ends at once what is past due", () => {
    const plan = { anchor: 0, until: 31 * DAY_MS, isPastDue: true };
    expect(previewCancel(plan, DAY_MS)).toEqual({ endsAt: DAY_MS, monthsWithoutCredit: [] });
  });
});

it("only a later plan of the catalog is an upgrade", () => {
  const order = ["free", "pro", "enterprise"];
  expect(isUpgrade(order, "free", "pro")).toBe(true);
  expect(isUpgrade(order, "pro", "pro")).toBe(false);
  expect(isUpgrade(order, "pro", "free")).toBe(false);
});
