import { beforeEach, describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";
import type { InputOf, OutputOf } from "../testing/wire-types.ts";

const api = await anApi();
const HOUR_MS = 3_600_000;
/** $0.44 an hour. */
const GPU = "gpu.rtx-3090";

let org: string;
let bought: string;
beforeEach(async () => {
  org = await api.anOrganization();
  ({ grant: bought } = await api.ok("grants.create", { org, source: "purchase", amount: "5000000" }));
});

type Estimate = InputOf<"jobs.estimate">;
/** The expected answer, and the amount that the bought grant pays. */
type Answer = Partial<OutputOf<"jobs.estimate">> & { paid: string };

/** Calculated by hand, with $5.00 that never expire. */
const CASES: [name: string, input: Partial<Estimate> & { estimateMs: number }, answer: Answer][] = [
  [
    "ten hours by the hour",
    { estimateMs: 10 * HOUR_MS, epochMs: HOUR_MS },
    {
      price: "4400000",
      rateNanos: "440000000",
      hold: "440000",
      required: "528000",
      spendable: "5000000",
      admitted: true,
      missing: "0",
      lapsing: "0",
      pausesAtMs: null,
      paid: "4400000",
    },
  ],
  [
    // Eleven hours are $4.84; the twelfth does not fit into the 16 cents that are left.
    "twenty hours by the hour",
    { estimateMs: 20 * HOUR_MS, epochMs: HOUR_MS },
    { price: "8800000", hold: "440000", admitted: true, missing: "0", pausesAtMs: 11 * HOUR_MS, paid: "4840000" },
  ],
  [
    "twenty hours in one",
    { estimateMs: 20 * HOUR_MS },
    {
      price: "8800000",
      hold: "8800000",
      required: "10560000",
      admitted: false,
      missing: "5560000",
      pausesAtMs: 0,
      paid: "0",
    },
  ],
  [
    "two hours, timed",
    { estimateMs: 2 * HOUR_MS, mode: "timed" },
    { price: "880000", hold: "880000", required: "1056000", admitted: true, pausesAtMs: null, paid: "880000" },
  ],
  [
    // 122.2 micro-dollars, which a charge rounds down. With the margin 146.4, which admission rounds up.
    "a second",
    { estimateMs: 1000 },
    { price: "122", hold: "122", required: "147", admitted: true, paid: "122" },
  ],
  ["a moment", { estimateMs: 1 }, { price: "0", hold: "0", required: "0", admitted: true, missing: "0", paid: "0" }],
  [
    "half an hour of four GPUs and a half",
    { estimateMs: HOUR_MS / 2, unitsMilli: 4500 },
    { price: "990000", hold: "990000", required: "1188000", admitted: true, paid: "990000" },
  ],
  [
    // The margin, 1.2 x $4.20, is above the available credit; the price alone is not.
    "a job that only the margin keeps out",
    { resource: "gpu.h100-80gb", estimateMs: 3_789_475 },
    { price: "4200001", required: "5040002", admitted: false, missing: "40002", pausesAtMs: 0, paid: "0" },
  ],
];

describe("jobs.estimate", () => {
  it.each(CASES)("answers for %s", async (_name, input, { paid, ...answer }) => {
    const estimate = await api.ok("jobs.estimate", { org, resource: GPU, ...input });
    expect(estimate).toMatchObject(answer);
    expect(estimate.paidBy).toEqual(paid === "0" ? [] : [{ grant: bought, amount: paid }]);
  });

  it("L16 names the grants that would pay, in burn order, and the credit that still expires", async () => {
    // $2.00 that expire at 15:00: a job by the hour takes three hours of them, and 68 cents are left.
    const { grant: expiring } = await api.ok("grants.create", {
      org,
      source: "plan",
      amount: "2000000",
      expiresAt: "2026-01-01T15:00:00Z",
    });
    const estimate = await api.ok("jobs.estimate", { org, resource: GPU, estimateMs: 5 * HOUR_MS, epochMs: HOUR_MS });
    expect(estimate).toMatchObject({ price: "2200000", spendable: "7000000", lapsing: "680000", pausesAtMs: null });
    expect(estimate.paidBy).toEqual([
      { grant: expiring, amount: "1320000" },
      { grant: bought, amount: "880000" },
    ]);
  });

  it("agrees with a start: an admitted job starts, and a refusal names the same missing amount", async () => {
    const start = { org, job: "a", resource: GPU, next: { untilMs: 10 * HOUR_MS }, idempotencyKey: "a" };
    const { admitted, missing, required } = await api.ok("jobs.estimate", {
      org,
      resource: GPU,
      estimateMs: 10 * HOUR_MS,
    });
    expect([admitted, missing]).toEqual([false, "280000"]);
    const refused = await api.call("jobs.start", start);
    expect(refused.error?.details).toEqual({ required, spendable: "5000000", missing });
    await api.ok("grants.create", { org, source: "purchase", amount: missing });
    expect(await api.ok("jobs.start", { ...start, idempotencyKey: "b" })).toMatchObject({ held: "4400000" });
  });

  it("changes nothing", async () => {
    const before = [await api.ok("entries.list", { org }), await api.ok("balance.get", { org })];
    await api.ok("jobs.estimate", { org, job: "a", resource: GPU, estimateMs: HOUR_MS });
    expect([await api.ok("entries.list", { org }), await api.ok("balance.get", { org })]).toEqual(before);
    expect((await api.call("jobs.get", { org, job: "a" })).error?.code).toBe("job_not_found");
  });

  it.each([
    [{ resource: "gpu.abacus" }, "unknown_resource"],
    [{ work: "storage" }, "not_sold_for_work"],
    [{ work: "endpoint" }, "work_without_jobs"],
    [{ unitsMilli: 1_000_000_000, resource: "gpu.h100-80gb" }, "price_above_limit"],
  ])("refuses %j as a start would", async (change, code) => {
    const answered = await api.call("jobs.estimate", { org, resource: GPU, estimateMs: HOUR_MS, ...change });
    expect([answered.status, answered.error?.code]).toEqual([422, code]);
  });
});
