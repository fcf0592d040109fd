import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthOf, startOfMonth } from "./months.ts";

const at = (text: string): number => Date.parse(text);
const shown = (ms: number): string => new Date(ms).toISOString();

const anyInstant = fc.integer({ min: at("2000-01-01T00:00:00Z"), max: at("2099-12-31T23:59:59.999Z") });
const anyMonths = fc.integer({ min: -600, max: 1200 });

describe("L26 months from an anchor", () => {
  it("are clamped to the end of the month, and return to the anchor's day", () => {
    const starts = [1, 2, 3, 4, 13].map((months) => shown(startOfMonth(at("2027-01-31T22:30:00Z"), months)));
    expect(starts).toEqual([
      "2027-02-28T22:30:00.000Z",
      "2027-03-31T22:30:00.000Z",
      "2027-04-30T22:30:00.000Z",
      "2027-05-31T22:30:00.000Z",
      "2028-02-29T22:30:00.000Z",
    ]);
  });

  it("by the year from a leap day are 28 February, and 29 February in a leap year", () => {
    const starts = [12, 24, 36, 48].map((months) => shown(startOfMonth(at("2028-02-29T00:00:00Z"), months)));
    expect(starts.map((each) => each.slice(0, 10))).toEqual(["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
  });

  it("grow by 28 to 31 days, so periods tile without a gap", () => {
    fc.assert(
      fc.property(anyInstant, anyMonths, (anchor, months) => {
        const days = (startOfMonth(anchor, months + 1) - startOfMonth(anchor, months)) / 86_400_000;
        expect(days).toBeGreaterThanOrEqual(28);
        expect(days).toBeLessThanOrEqual(31);
      }),
    );
  });

  it("keep the time of day, the calendar month, and the day where the month has it", () => {
    fc.assert(
      fc.property(anyInstant, anyMonths, (anchor, months) => {
        const from = new Date(anchor);
        const start = new Date(startOfMonth(anchor, months));
        expect(start.toISOString().slice(11)).toBe(from.toISOString().slice(11));
        const counted = start.getUTCFullYear() * 12 + start.getUTCMonth();
        expect(counted - from.getUTCFullYear() * 12 - from.getUTCMonth()).toBe(months);
        const isLastDay = new Date(start.getTime() + 86_400_000).getUTCDate() === 1;
        expect(start.getUTCDate() === from.getUTCDate() || (isLastDay && start.getUTCDate() < from.getUTCDate())).toBe(
          true,
        );
      }),
    );
  });

  it("contain each instant once", () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (anchor, instant) => {
        const months = monthOf(anchor, instant);
        expect(startOfMonth(anchor, months)).toBeLessThanOrEqual(instant);
        expect(startOfMonth(anchor, months + 1)).toBeGreaterThan(instant);
      }),
    );
  });

  it("month 0 begins at the anchor, also before 1970", () => {
    for (const anchor of [at("2027-01-31T22:30:00.123Z"), at("1969-12-31T23:59:59.999Z"), 0])
      expect(startOfMonth(anchor, 0)).toBe(anchor);
  });
});
