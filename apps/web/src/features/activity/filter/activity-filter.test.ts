import { HOLD_KINDS, MONEY_KINDS, PLAN_KINDS } from "@scrip/domain/activity";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dayOf, daysOf } from "../../../data/days.ts";
import type { Range } from "../../../data/days-search.ts";
import { filterOf } from "./activity-filter.ts";
import { chosenWords } from "./filter-words.ts";

const zoneBefore = process.env.TZ;
const inZone = (zone: string) => {
  process.env.TZ = zone;
};

describe("the filter for the API", () => {
  beforeEach(() => inZone("UTC"));
  afterEach(() => {
    if (zoneBefore === undefined) delete process.env.TZ;
    else process.env.TZ = zoneBefore;
  });

  it("passes names unchanged, and groups as their kinds", () => {
    expect(filterOf({ job: "a", project: "b", kind: ["added", "expired"] }, "2026-11-21")).toEqual({
      job: "a",
      project: "b",
      kinds: ["grant_issued", "grant_reinstated", "debt_forgiven", ...PLAN_KINDS, "grant_expired", "grant_revoked"],
    });
  });

  it("leaves out holds, unless the search shows them", () => {
    expect(filterOf({}, "2026-11-21")).toEqual({ kinds: [...MONEY_KINDS, ...PLAN_KINDS] });
    expect(filterOf({ holds: "shown" }, "2026-11-21")).toEqual({});
    expect(filterOf({ kind: ["usage"], holds: "shown" }, "2026-11-21")).toEqual({
      kinds: ["settled", "charged", ...HOLD_KINDS],
    });
  });

  it.each<[Range, { from: string; to?: string }]>([
    ["today", { from: "2026-03-05" }],
    ["7d", { from: "2026-02-27" }],
    ["30d", { from: "2026-02-04" }],
    ["month", { from: "2026-03-01" }],
    ["last-month", { from: "2026-02-01", to: "2026-02-28" }],
  ])("%s follows the calendar", (range, days) => {
    expect(daysOf(range, "2026-03-05")).toEqual(days);
  });

  it.each([
    ["UTC", "2026-03-29T00:00:00.000Z", "2026-03-30T00:00:00.000Z"],
    ["Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
    ["Asia/Kolkata", "2026-03-28T18:30:00.000Z", "2026-03-29T18:30:00.000Z"],
  ])("a day in %s ends where the next one begins, even if it has 23 hours", (zone, from, until) => {
    inZone(zone);
    expect(filterOf({ from: "2026-03-29", to: "2026-03-29", holds: "shown" }, "2026-11-21")).toEqual({ from, until });
  });

  it("today depends on the person's time zone", () => {
    const at = Date.UTC(2026, 10, 21, 23, 30);
    expect(dayOf(at)).toBe("2026-11-21");
    inZone("Asia/Tokyo");
    expect(dayOf(at)).toBe("2026-11-22");
  });

  it.each([
    [{ from: "2026-11-01", to: "2026-11-30" }, "1 Nov – 30 Nov"],
    [{ from: "2026-11-01", to: "2026-11-01" }, "1 Nov"],
    [{ from: "2025-11-01" }, "since 1 Nov 2025"],
    [{ to: "2026-11-01" }, "until 1 Nov"],
    [{ range: "30d" as const }, "Last 30 days"],
    [{}, ""],
  ])("%o is written as %s", (search, words) => {
    inZone("America/Los_Angeles");
    expect(chosenWords(search, "date", Date.UTC(2026, 10, 21, 12))).toBe(words);
  });
});
