import { describe, expect, it } from "vitest";
import { runwayWords } from "./runway-words.ts";

const NOW = Date.UTC(2026, 10, 22, 13, 0);
const NONE = {
  available: "0",
  reserved: "0",
  runningCount: 0,
  runway: { state: "idle", at: null, perHour: "0" },
} as const;
const ENDS = {
  runningCount: 1,
  available: "600000000",
  reserved: "5000000",
  runway: { state: "ends", at: "2026-11-24T14:05:00.000Z", perHour: "12470000" },
} as const;
const words = (overview: Parameters<typeof runwayWords>[0]) => runwayWords(overview, NOW, "UTC");

describe("runwayWords", () => {
  it("names the pace and when credit ends", () => {
    expect(words(ENDS)).toBe("At $12.47 an hour, credit lasts until Tuesday 24 Nov, 14:05 (in 2 days).");
  });

  it("names a day beyond a week once", () => {
    const runway = { ...ENDS.runway, at: "2026-12-15T10:12:00.000Z" };
    expect(words({ ...ENDS, runway })).toBe("At $12.47 an hour, credit lasts until Tuesday 15 Dec, 10:12.");
  });

  it.each([
    ["nothing runs", { ...NONE, available: "5000000" }, "Nothing is running."],
    ["there is no credit", NONE, "There is no credit. Add some to start work."],
    [
      "credit lasts long",
      { ...ENDS, runway: { state: "lasts" as const, at: null, perHour: "80000" } },
      "At $0.08 an hour, credit lasts for more than a year.",
    ],
    [
      "work is free",
      { ...ENDS, runway: { state: "lasts" as const, at: null, perHour: "0" } },
      "What is running costs nothing.",
    ],
    [
      "only reserved credit is left",
      { ...ENDS, available: "0" },
      "At $12.47 an hour, what is on hold lasts until Tuesday 24 Nov, 14:05 (in 2 days). Nothing is left beyond it; add credit to continue.",
    ],
    [
      "credit has ended",
      { ...ENDS, available: "0", reserved: "0", runway: { ...ENDS.runway, at: "2026-11-22T12:59:00.000Z" } },
      "Credit is used up. Jobs pause at the end of their epoch; add credit to continue.",
    ],
    [
      "credit has ended and no job runs",
      {
        ...ENDS,
        available: "0",
        reserved: "0",
        runningCount: 0,
        runway: { ...ENDS.runway, at: "2026-11-22T12:59:00.000Z" },
      },
      "Credit is used up. What endpoints and storage cost from now on is owed; add credit.",
    ],
  ])("has a sentence if %s", (_name, overview, expected) => {
    expect(words(overview)).toBe(expected);
  });
});
