import { expect, it } from "vitest";
import { Buckets } from "./buckets.ts";

const PACE = { perSecond: 10, burst: 40 };

it("gives a full bucket at once, then one token each tenth of a second", () => {
  const buckets = new Buckets(PACE);
  expect(buckets.waitMs("a", 40, 0)).toBe(0);
  buckets.take("a", 40, 0);
  expect(buckets.waitMs("a", 1, 0)).toBe(100);
  expect(buckets.waitMs("a", 1, 99)).toBeCloseTo(1);
  expect(buckets.waitMs("a", 1, 100)).toBe(0);
  expect(buckets.waitMs("a", 5, 100)).toBeCloseTo(400);
  expect(buckets.waitMs("b", 40, 0)).toBe(0);
});

it("is never fuller than full", () => {
  const buckets = new Buckets(PACE);
  buckets.take("a", 1, 0);
  buckets.take("a", 40, 1_000_000);
  expect(buckets.waitMs("a", 1, 1_000_000)).toBe(100);
});

it("gives more than a full bucket holds to a full bucket, and then is empty", () => {
  const buckets = new Buckets(PACE);
  expect(buckets.waitMs("a", 1000, 0)).toBe(0);
  buckets.take("a", 1000, 0);
  expect(buckets.waitMs("a", 1, 0)).toBe(100);
  expect(buckets.waitMs("a", 1000, 1000)).toBeCloseTo(3000);
});

it("never gives more than its pace and one full bucket in any time", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const buckets = new Buckets(PACE);
    let now = 0;
    let given = 0;
    for (let step = 1; step <= 50; step += 1) {
      // Some spread of pauses of up to three seconds and of requests of up to 50 tokens.
      now += (seed * step * 7919) % 3000;
      const tokens = 1 + ((seed * step * 104_729) % 50);
      if (buckets.waitMs("a", tokens, now) > 0) continue;
      buckets.take("a", tokens, now);
      given += Math.min(tokens, PACE.burst);
    }
    expect(given).toBeLessThanOrEqual(PACE.burst + (now * PACE.perSecond) / 1000 + 1e-6);
  }
});

it("keeps few buckets, however many names there are, and the newest of them", () => {
  const buckets = new Buckets(PACE, 100);
  for (let n = 0; n < 10_000; n += 1) buckets.take(`made up ${n}`, 40, 0);
  expect(buckets.size).toBeLessThanOrEqual(100);
  expect(buckets.waitMs("made up 9999", 1, 0)).toBe(100);
});
