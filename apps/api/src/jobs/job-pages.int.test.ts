import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";
import type { InputOf, OutputOf } from "../testing/wire-types.ts";

const api = await anApi();
const HOUR_MS = 3_600_000;

const start = (org: string, job: string, rest: object = {}) =>
  api.ok("jobs.start", { org, job, resource: "gpu.rtx-3090", next: { untilMs: HOUR_MS }, ...rest });

type Filter = InputOf<"jobs.list">;
type Page = OutputOf<"jobs.list">;
const jobs = (input: Filter): Promise<Page> => api.ok("jobs.list", input);
const names = async (input: Filter) => (await jobs(input)).jobs.map(({ job }) => job);

describe("jobs.list", () => {
  it("gives pages without gaps or duplicates, the newest start first, even if starts are simultaneous", async () => {
    const org = await api.anOrganization({ credit: 50_000_000 });
    for (let n = 0; n < 12; n += 1) {
      if (n % 4 === 0) await api.ok("clocks.advance", { org, to: `2026-01-01T12:0${n / 4}:00Z` });
      await start(org, `job ${n}`);
    }
    const all = await names({ org, limit: 200 });
    expect([...all].sort()).toEqual(Array.from({ length: 12 }, (_, n) => `job ${n}`).sort());
    expect(all.slice(0, 4).sort()).toEqual(["job 10", "job 11", "job 8", "job 9"]);
    for (const limit of [1, 2, 3, 5, 12]) {
      const pages: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: Page = await jobs({ org, limit, cursor });
        pages.push(...page.jobs.map(({ job }) => job));
        cursor = page.next;
      }
      expect(pages).toEqual(all);
    }
  });

  it("filters by state, labels and a part of a name in any case", async () => {
    const org = await api.anOrganization({ credit: 50_000_000 });
    await start(org, "train-1", { project: "vision", member: "ana" });
    await start(org, "train-2", { project: "speech", resource: "gpu.l40s" });
    await start(org, "100%_eval", { project: "vision" });
    await api.ok("jobs.cancel", { org, job: "train-1", quantityMs: 0 });
    await api.ok("jobs.settleEpoch", { org, job: "train-2", quantityMs: 0, next: null });
    const found = async (filter: Filter) => (await names({ org, ...filter })).sort();
    expect(await found({ states: ["cancelled"] })).toEqual(["train-1"]);
    expect(await found({ states: ["paused", "running"] })).toEqual(["100%_eval", "train-2"]);
    expect(await found({ states: ["paused", "cancelled"] })).toEqual(["train-1", "train-2"]);
    expect(await found({ project: "vision" })).toEqual(["100%_eval", "train-1"]);
    expect(await found({ project: "vision", member: "ana" })).toEqual(["train-1"]);
    expect(await found({ resource: "gpu.l40s" })).toEqual(["train-2"]);
    expect(await found({ search: "train" })).toEqual(["train-1", "train-2"]);
    expect(await found({ search: "RAIN-" })).toEqual(["train-1", "train-2"]);
    // The signs of a pattern are letters like others.
    expect([await found({ search: "1%e" }), await found({ search: "%_E" })]).toEqual([[], ["100%_eval"]]);
  });

  it("says why a job is paused and what was missing, until it runs again", async () => {
    // $0.60 pay for one of two hours at $0.44.
    const org = await api.anOrganization({ credit: 600_000 });
    await start(org, "train");
    await api.ok("clocks.advance", { org, to: "2026-01-01T13:00:00Z" });
    const next = { untilMs: 2 * HOUR_MS };
    await api.ok("jobs.settleEpoch", { org, job: "train", quantityMs: HOUR_MS, next });
    await api.ok("jobs.settleEpoch", { org, job: "train", quantityMs: HOUR_MS, next });
    const pause = async () => (await jobs({ org })).jobs[0]?.pause;
    expect(await pause()).toEqual({ reason: "insufficient_credit", missing: "280000" });
    await api.ok("grants.create", { org, source: "purchase", amount: "1000000" });
    await api.ok("jobs.resume", { org, job: "train", next });
    expect(await pause()).toBeNull();
  });

  it("refuses a cursor that it did not return, or returned for another order", async () => {
    const org = await api.anOrganization({ credit: 50_000_000 });
    for (const job of ["a", "b"]) await start(org, job);
    const { next } = await jobs({ org, sort: "used", limit: 1 });
    expect((await api.call("jobs.list", { org, sort: "used", cursor: next })).error).toBeUndefined();
    const wrong = ["1.2", next, next?.replace("used", "size"), next?.replace(".0.", `.${"9".repeat(19)}.`)];
    for (const cursor of wrong)
      expect((await api.call("jobs.list", { org, cursor, sort: cursor === next ? "time" : "used" })).error?.code).toBe(
        "bad_input",
      );
  });

  it("filters by the start, and adds up the jobs that run", async () => {
    const org = await api.anOrganization({ credit: 50_000_000 });
    await start(org, "early");
    await api.ok("clocks.advance", { org, to: "2026-01-01T12:30:00Z" });
    await start(org, "late", { unitsMilli: 2000 });
    await api.ok("jobs.complete", { org, job: "early", quantityMs: HOUR_MS / 2 });
    expect(await names({ org, from: "2026-01-01T12:30:00Z" })).toEqual(["late"]);
    expect(await names({ org, until: "2026-01-01T12:30:00Z" })).toEqual(["early"]);
    const sum = {
      count: 2,
      runningCount: 1,
      chargeableMs: HOUR_MS / 2,
      charged: "220000",
      held: "880000",
      perHour: "880000",
    };
    expect(await api.ok("jobs.sum", { org })).toEqual(sum);
    expect(await api.ok("jobs.sum", { org, until: "2026-01-01T12:30:00Z" })).toMatchObject({ count: 1, held: "0" });
  });
});

describe("jobs.story", () => {
  it("L5 L19 shows every report with its decision, and every hold with its grants", async () => {
    const org = await api.anOrganization({ credit: 500_000 });
    await api.ok("grants.create", { org, source: "code", amount: "800000", expiresAt: "2026-02-01T00:00:00Z" });
    const job = { org, job: "train" };
    const at = (time: string) => api.ok("clocks.advance", { org, to: `2026-01-01T${time}Z` });
    const settle = (quantityMs: number, next: { untilMs: number } | null) =>
      api.ok("jobs.settleEpoch", { ...job, quantityMs, next });
    await start(org, "train");
    await at("13:00:00");
    await settle(HOUR_MS, { untilMs: 2 * HOUR_MS });
    await at("14:00:00");
    const refused = await settle(2 * HOUR_MS, { untilMs: 3 * HOUR_MS });
    expect(refused).toMatchObject({ decision: "pause", reason: "insufficient_credit", missing: "20000" });
    await settle(2 * HOUR_MS, null);
    await api.ok("grants.create", { org, source: "purchase", amount: "5000000" });
    await api.ok("jobs.resume", { ...job, next: { untilMs: 3 * HOUR_MS } });
    await at("15:10:00");
    await api.ok("jobs.complete", { ...job, quantityMs: 3 * HOUR_MS + 600_000 });

    const story = await api.ok("jobs.story", job);
    const { hold, ...details } = await api.ok("jobs.get", job);
    expect(story.job).toEqual({ ...details, hold: null });
    expect([hold, story.perHour, story.nextLeg]).toEqual([null, "440000", null]);
    const decided = { reason: null, missing: null, flags: [] };
    expect(story.epochs).toMatchObject([
      { leg: 1, fromMs: 0, untilMs: HOUR_MS, amount: "440000", decision: "continue", ...decided },
      {
        leg: 2,
        fromMs: HOUR_MS,
        untilMs: 2 * HOUR_MS,
        decision: "pause",
        reason: "insufficient_credit",
        missing: "20000",
      },
      { leg: 3, amount: "0", seq: null, decision: "pause", reason: "paused", missing: null },
      {
        leg: 4,
        fromMs: 2 * HOUR_MS,
        untilMs: 3 * HOUR_MS + 600_000,
        amount: "513333",
        decision: "stop",
        flags: ["beyond_hold"],
      },
    ]);
    const seqs = story.epochs.map(({ seq }) => seq);
    const { lines } = await api.ok("activity.list", { ...job, kinds: ["settled"] });
    expect(seqs.filter((seq) => seq !== null)).toEqual(lines.map(({ seq }) => seq).toReversed());
    expect(story.holds).toMatchObject([
      {
        state: "settled",
        reserved: "440000",
        open: "0",
        settled: "440000",
        released: "0",
        slices: [{ source: "purchase" }, { source: "purchase" }],
      },
      {
        state: "settled",
        reserved: "880000",
        settled: "880000",
        slices: [{ source: "code" }, { source: "purchase", kind: "paid" }],
      },
    ]);
  });

  it("a failed job says whose fault it was, and what is not billed", async () => {
    const org = await api.anOrganization({ credit: 50_000_000 });
    const at = (time: string) => api.ok("clocks.advance", { org, to: `2026-01-01T${time}Z` });
    for (const job of ["theirs", "ours", "long"]) await start(org, job);
    await at("13:00:00");
    const settle = { org, job: "ours", quantityMs: HOUR_MS, next: { untilMs: 2 * HOUR_MS } };
    await api.ok("jobs.settleEpoch", settle);
    await at("13:15:00");
    const quantityMs = HOUR_MS + 900_000;
    for (const [job, fault] of [
      ["theirs", "user"],
      ["ours", "platform"],
      ["long", "platform"],
    ] as const)
      await api.ok("jobs.fail", { org, job, quantityMs, fault });
    const story = async (job: string) => {
      const { job: details, unbilled, epochs } = await api.ok("jobs.story", { org, job });
      return [details.charged, unbilled, epochs.at(-1)?.decision, epochs.at(-1)?.reason];
    };
    // An hour and a quarter at $0.44 an hour.
    expect(await story("theirs")).toEqual(["550000", "0", "stop", "user_fault"]);
    expect(await story("ours")).toEqual(["440000", "110000", "stop", "platform_fault"]);
    expect(await story("long")).toEqual(["0", "550000", "stop", "platform_fault"]);
  });

  it("gives older reports page by page", async () => {
    const org = await api.anOrganization({ credit: 50_000_000 });
    const job = { org, job: "train" };
    await start(org, "train");
    for (let n = 1; n <= 7; n += 1) {
      await api.ok("clocks.advance", { org, to: `2026-01-01T12:0${n}:00Z` });
      await api.ok("jobs.settleEpoch", { ...job, quantityMs: n * 60_000, next: { untilMs: (n + 1) * 60_000 } });
    }
    const legs: number[][] = [];
    for (let beforeLeg: number | null | undefined; beforeLeg !== null; ) {
      const page: OutputOf<"jobs.story"> = await api.ok("jobs.story", { ...job, beforeLeg, limit: 3 });
      const { epochs } = page;
      expect(epochs.every(({ leg, fromMs }) => fromMs === (leg - 1) * 60_000)).toBe(true);
      legs.push(epochs.map(({ leg }) => leg));
      beforeLeg = page.nextLeg;
    }
    expect(legs).toEqual([[5, 6, 7], [2, 3, 4], [1]]);
    expect((await api.call("jobs.story", { org, job: "other" })).error?.code).toBe("job_not_found");
  });
});

it("clocks.get returns an organization's time", async () => {
  const org = await api.anOrganization();
  expect(await api.ok("clocks.get", { org })).toEqual({ at: "2026-01-01T12:00:00.000Z", isOnTestClock: true });
  const { org: real } = await api.ok("organizations.create", { name: "On real time" });
  expect(await api.ok("clocks.get", { org: real })).toMatchObject({ isOnTestClock: false });
});

it("clocks.next returns when the next work falls due on a test clock", async () => {
  const org = await api.anOrganization();
  expect(await api.ok("clocks.next", { org })).toEqual({ at: null });
  for (const effectiveAt of ["2026-03-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"])
    await api.ok("grants.create", {
      org,
      source: "plan",
      amount: "20000000",
      effectiveAt,
      idempotencyKey: effectiveAt,
    });
  expect(await api.ok("clocks.next", { org })).toEqual({ at: "2026-02-01T00:00:00.000Z" });
  await api.ok("clocks.advance", { org, to: "2026-02-01T00:00:00.000Z" });
  expect(await api.ok("clocks.next", { org })).toEqual({ at: "2026-03-01T00:00:00.000Z" });
  const { org: real } = await api.ok("organizations.create", { name: "On real time, too" });
  expect(await api.ok("clocks.next", { org: real })).toEqual({ at: null });
});
