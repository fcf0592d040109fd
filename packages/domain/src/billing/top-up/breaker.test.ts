import { describe, expect, it } from "vitest";
import { afterDecline, type Breaker, restOf } from "./breaker.ts";

const HOUR = 3_600_000;
const T0 = Date.UTC(2027, 3, 1);
const soft = (at: number, fingerprint = "card-a") => ({ fingerprint, isHard: false, at });

/** Declines at each instant at which the card may be charged, looking every minute. */
function declinesWithin(hours: number, decline: (at: number) => Parameters<typeof afterDecline>[1]): number[] {
  const tries: number[] = [];
  let breaker: Breaker | null = null;
  for (let at = T0; at <= T0 + hours * HOUR; at += 60_000)
    if (restOf(breaker, decline(at).fingerprint, at).kind === "open") {
      tries.push((at - T0) / HOUR);
      breaker = afterDecline(breaker, decline(at));
    }
  return tries;
}

describe("A8 a soft decline", () => {
  it("is tried again after 1, 6 and 24 hours from the first, and never after that", () => {
    expect(declinesWithin(24 * 30, soft)).toEqual([0, 1, 6, 24]);
  });

  it("that is tried again late counts for the tries that were due by then", () => {
    const second = afterDecline(afterDecline(null, soft(T0)), soft(T0 + 7 * HOUR));
    expect(second.retryAt).toBe(T0 + 24 * HOUR);
    expect(afterDecline(second, soft(T0 + 30 * HOUR)).retryAt).toBeNull();
  });
});

describe("A9 a hard decline", () => {
  it("is the only try", () => {
    expect(declinesWithin(24 * 30, (at) => ({ ...soft(at), isHard: true }))).toEqual([0]);
  });

  it("ends a series of soft declines", () => {
    const breaker = afterDecline(afterDecline(null, soft(T0)), { ...soft(T0 + HOUR), isHard: true });
    expect(restOf(breaker, "card-a", T0 + 365 * 24 * HOUR)).toEqual({ kind: "off" });
  });
});

describe("another card", () => {
  it("may be charged at once, and has a series of its own", () => {
    const off = afterDecline(null, { ...soft(T0), isHard: true });
    expect(restOf(off, "card-b", T0)).toEqual({ kind: "open" });
    expect(afterDecline(off, soft(T0 + HOUR, "card-b"))).toEqual({
      fingerprint: "card-b",
      failedAt: T0 + HOUR,
      retryAt: T0 + 2 * HOUR,
    });
  });
});
