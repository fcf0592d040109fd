import { describe, expect, it } from "vitest";
import { advanceTo, type Step } from "./clock-steps.ts";

describe("a step of the clock", () => {
  it.each<[Step, string, string]>([
    ["hour", "2026-12-31T23:30:00.000Z", "2027-01-01T00:30:00.000Z"],
    ["day", "2026-02-28T12:00:00.000Z", "2026-03-01T12:00:00.000Z"],
    ["month", "2026-11-21T13:03:05.250Z", "2026-12-21T13:03:05.250Z"],
    ["month", "2026-12-15T00:00:00.000Z", "2027-01-15T00:00:00.000Z"],
    ["month", "2026-01-31T23:59:59.999Z", "2026-02-28T23:59:59.999Z"],
    ["month", "2028-01-30T08:00:00.000Z", "2028-02-29T08:00:00.000Z"],
  ])("of a %s goes from %s to %s", (step, from, to) => {
    expect(new Date(advanceTo(Date.parse(from), step)).toISOString()).toBe(to);
  });
});
