import { describe, expect, it } from "vitest";
import { accruedBy } from "./accrued.ts";

const START = Date.UTC(2026, 0, 1, 12);
const HOUR_MS = 3_600_000;

/** A timed job on two units of $1.33 an hour. */
const timed = {
  mode: "timed",
  state: "running",
  priceShape: null,
  rateNanos: "1330000000",
  unitsMilli: 2000,
  startedAt: "2026-01-01T12:00:00.000Z",
  pausedMs: 0,
} as const;

describe("accruedBy", () => {
  it("is the price of the time that a timed job has run, without its pauses", () => {
    expect(accruedBy(timed, START + 90 * 60_000)).toBe(3_990_000n);
    expect(accruedBy({ ...timed, pausedMs: HOUR_MS / 2 }, START + 90 * 60_000)).toBe(2_660_000n);
    // Rounded down once: one millisecond costs 0.74 micro-dollars.
    expect([1, 2].map((ms) => accruedBy(timed, START + ms))).toEqual([0n, 1n]);
  });

  it("is zero if the page's clock is behind", () => {
    expect(accruedBy(timed, START - 5000)).toBe(0n);
  });

  it("does not exist for a job in epochs, and for one that does not run", () => {
    expect(accruedBy({ ...timed, mode: "epochs" }, START + HOUR_MS)).toBeNull();
    expect(accruedBy({ ...timed, state: "completed" }, START + HOUR_MS)).toBeNull();
  });
});
