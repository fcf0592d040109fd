import { expect, it } from "vitest";
import { paceName, priceWords } from "./price-words.ts";

it("explains a price as rate x units x time", () => {
  const job = {
    rateNanos: "3990000000",
    priceShape: null,
    unitsMilli: 8000,
    chargeableMs: 12_012_500,
    charged: "106510833",
    endedAt: null,
    mode: "epochs",
  } as const;
  expect(priceWords(job)).toBe(
    "$3.99 an hour × 8 units × 3 h 20 min 12.5 s = $106.510833, rounded down to the micro-dollar",
  );
  expect(priceWords({ ...job, chargeableMs: 7_200_000, charged: "63840000" })).toBe(
    "$3.99 an hour × 8 units × 2 h = $63.84",
  );
  expect(priceWords({ ...job, unitsMilli: 1000 })).toContain("× 1 unit ×");
  expect(priceWords({ ...job, chargeableMs: 0, charged: "0" })).toBe(
    "$3.99 an hour × 8 units × the time that it runs; nothing is billed yet",
  );
  expect(priceWords({ ...job, mode: "timed", chargeableMs: 0, charged: "0" })).toBe(
    "$3.99 an hour × 8 units × the time that it runs; it is billed once, when it ends",
  );
  expect(priceWords({ ...job, chargeableMs: 0, charged: "0", endedAt: "2026-01-05T10:00:00.000Z" })).toBe(
    "$3.99 an hour × 8 units; nothing of the time that it ran was billed",
  );
});

it("names the price of an hour by whether the job runs, may run or ran", () => {
  const ended = "2026-01-05T10:00:00.000Z";
  expect([paceName({ state: "running", endedAt: null }), paceName({ state: "paused", endedAt: null })]).toEqual([
    "Costs",
    "While it runs",
  ]);
  expect(paceName({ state: "failed", endedAt: ended })).toBe("While it ran");
});
