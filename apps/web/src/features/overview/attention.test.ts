import { describe, expect, it } from "vitest";
import type { Answers } from "../../data/trpc.ts";
import { concernsOf } from "./attention.ts";

const NOW = Date.UTC(2026, 10, 22, 13, 0);

/** An organization without concerns. */
const WELL: Answers["overview"]["get"] = {
  available: "500000000",
  reserved: "0",
  owed: "0",
  expiring: "0",
  promotional: "0",
  paid: "500000000",
  expiringBefore: "2026-11-29T13:00:00.000Z",
  at: "2026-11-22T13:00:00.000Z",
  seq: 7,
  isOnTestClock: false,
  nextExpiry: null,
  runway: { state: "lasts", at: null, perHour: "0" },
  usage: { today: "0", month: "0", projected: "0", monthEndsAt: "2026-12-01T00:00:00.000Z" },
  runningCount: 0,
  endpointCount: 0,
  endpoints: [],
  storage: { bytes: "0", volumes: 0, perHour: "0", accrued: "0", month: "0" },
  running: [],
  pausedCount: 0,
  silentCount: 0,
  activities: [],
};
const concerns = (changes: Partial<typeof WELL>) => concernsOf({ ...WELL, ...changes }, NOW, "UTC");
const ends = (at: string) => ({ runway: { state: "ends" as const, at, perHour: "1000000" } });

describe("concernsOf", () => {
  it("finds nothing if all is well", () => {
    expect(concerns({})).toEqual([]);
    expect(concerns(ends("2026-11-23T13:00:00.000Z"))).toEqual([]);
  });

  it.each<[string, Partial<typeof WELL>, string]>([
    ["rounds what is owed up", { owed: "3110001" }, "$3.12 is owed"],
    ["warns within a day of the end", ends("2026-11-23T12:59:59.999Z"), "Credit runs out in 1 day"],
    ["counts the minutes", ends("2026-11-22T13:07:10.000Z"), "Credit runs out in 7 minutes"],
    ["says that credit has run out", ends("2026-11-22T13:00:00.000Z"), "Credit has run out"],
    ["counts one paused job", { pausedCount: 1 }, "1 job is paused for lack of credit"],
    ["counts paused jobs", { pausedCount: 3 }, "3 jobs are paused for lack of credit"],
    ["counts one silent job", { silentCount: 1 }, "1 job stopped reporting"],
    ["counts silent jobs", { silentCount: 2 }, "2 jobs stopped reporting"],
    ["rounds what expires down", { expiring: "4999999" }, "$4.99 expires before 29 Nov"],
  ])("%s", (_name, changes, title) => {
    expect(concerns(changes).map((concern) => concern.title)).toEqual([title]);
  });

  it("says at which rate credit runs out, and what happens then", () => {
    const [concern] = concerns({ ...ends("2026-11-22T13:07:10.000Z") });
    expect(concern?.text).toBe(
      "At $1.00 an hour it lasts until 22 Nov, 13:07. Each job then pauses at the end of its epoch, and new jobs are refused.",
    );
    expect(concerns({ ...ends("2026-11-22T13:07:10.000Z"), available: "0" })[0]).toMatchObject({
      key: "out",
      text: "At $1.00 an hour only what is on hold is left, until 22 Nov, 13:07. Each job then pauses at the end of its epoch, and new jobs are refused.",
    });
  });

  it("says that endpoints and storage go on, and jobs do not", () => {
    const soon = ends("2026-11-22T13:07:10.000Z");
    const storage = { ...WELL.storage, perHour: "10" };
    const text = (changes: Partial<typeof WELL>) => concerns({ ...soon, ...changes })[0]?.text;
    const before = "At $1.00 an hour it lasts until 22 Nov, 13:07.";
    expect(text({ endpointCount: 1 })).toBe(`${before} What endpoints cost then is owed.`);
    expect(text({ storage })).toBe(`${before} What storage costs then is owed.`);
    expect(text({ endpointCount: 2, storage, runningCount: 1 })).toBe(
      `${before} Each job then pauses at the end of its epoch, and new jobs are refused. What endpoints and storage cost then is owed.`,
    );
  });

  it("says when the first credit expires", () => {
    const nextExpiry = { at: "2026-11-24T13:00:00.000Z", amount: "2000000" };
    expect(concerns({ expiring: "5000000", nextExpiry })[0]?.text).toBe(
      "It is used before all other credit. The first $2.00 goes in 2 days.",
    );
  });

  it("puts the most urgent first", () => {
    const all = { owed: "1", pausedCount: 1, silentCount: 1, expiring: "1", ...ends("2026-11-22T14:00:00.000Z") };
    expect(concerns({ ...all, available: "0" }).map(({ key }) => key)).toEqual([
      "owed",
      "out",
      "paused",
      "silent",
      "expiring",
    ]);
  });
});
