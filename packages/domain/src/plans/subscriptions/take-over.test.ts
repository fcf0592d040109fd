import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { startOfMonth } from "../../time/months.ts";
import { creditDueAt } from "./monthly-credit.ts";
import { type TakenOver, takeOver } from "./take-over.ts";
import { planTerms } from "./terms.ts";

const at = (text: string): number => Date.parse(text);

function taken(some: Partial<TakenOver> & { readonly interval?: "month" | "year" }) {
  const terms = planTerms(tiered, "pro", some.interval ?? "month");
  if (terms === null) throw new Error("Pro is for sale");
  const anchor = at("2026-01-31T22:30:00Z");
  const usual = { id: "s", terms, catalogVersion: 1, anchor, isCancelled: false, at: at("2026-05-10T00:00:00Z") };
  return takeOver({ ...usual, ...some });
}

describe("a subscription that is taken over", () => {
  it("goes on in its running period, which is paid, and has its next credit in the next month", () => {
    const monthly = taken({});
    expect(monthly.period).toMatchObject({
      month: 3,
      startsAt: at("2026-04-30T22:30:00Z"),
      endsAt: at("2026-05-31T22:30:00Z"),
    });
    expect(monthly.period.paidAt).toBe(monthly.period.startsAt);
    expect(creditDueAt(monthly)).toBeNull();
    const yearly = taken({ interval: "year", at: at("2027-05-10T00:00:00Z") });
    expect(yearly.period).toMatchObject({
      month: 12,
      startsAt: at("2027-01-31T22:30:00Z"),
      endsAt: at("2028-01-31T22:30:00Z"),
    });
    expect(creditDueAt(yearly)).toBe(at("2027-05-31T22:30:00Z"));
    expect(creditDueAt(taken({ interval: "year", isCancelled: true }))).toBeNull();
  });

  it("L25 L26 has a period of the anchor's tiling around the instant, and counts each earlier month as given", () => {
    const instant = fc.integer({ min: at("2010-01-01T00:00:00Z"), max: at("2060-01-01T00:00:00Z") });
    fc.assert(
      fc.property(instant, instant, fc.constantFrom("month" as const, "year" as const), (one, other, interval) => {
        const [anchor, now] = one < other ? [one, other] : [other, one];
        const { period, nextMonth, skippedMonths } = taken({ anchor, at: now, interval });
        expect(period.startsAt).toBe(startOfMonth(anchor, period.month));
        expect(period.startsAt <= now && now < period.endsAt).toBe(true);
        expect(period.month % period.months).toBe(0);
        expect(startOfMonth(anchor, nextMonth)).toBeGreaterThan(now);
        expect(skippedMonths).toHaveLength(nextMonth);
      }),
    );
  });
});
