import { describe, expect, it } from "vitest";
import { afterAttempt } from "./after-attempt.ts";

const NOON = Date.UTC(2026, 0, 1, 12);
const DAY = 86_400_000;
const fresh = { tries: 0, failingSince: null };
const answered = (status: number | null, at = NOON) => ({ at, status, askedPauseMs: null });

it.each([200, 201, 204, 299])("%i acknowledges a delivery, and the webhook works again", (status) => {
  expect(afterAttempt({ tries: 3, failingSince: NOON - DAY }, answered(status), 0)).toEqual({
    state: "delivered",
    tries: 3,
    nextAt: null,
    failingSince: null,
    off: null,
  });
});

it.each([null, 199, 301, 302, 307, 400, 404, 429, 500, 503])("%s is tried again", (status) => {
  expect(afterAttempt(fresh, answered(status), 0)).toEqual({
    state: "waiting",
    tries: 1,
    nextAt: NOON + 5_000,
    failingSince: NOON,
    off: null,
  });
});

describe("the last try", () => {
  const last = (failingSince: number | null) => afterAttempt({ tries: 9, failingSince }, answered(500), 0);

  it("fails the delivery, and switches off a webhook that failed for three days", () => {
    expect(last(NOON - 3 * DAY)).toMatchObject({ state: "failed", nextAt: null, off: "failing" });
  });

  it("switches nothing off if other deliveries succeeded meanwhile", () => {
    expect(last(NOON - DAY)).toMatchObject({ state: "failed", off: null });
    expect(last(null)).toMatchObject({ state: "failed", off: null, failingSince: NOON });
  });
});

it("410 switches the webhook off at once", () => {
  expect(afterAttempt(fresh, answered(410), 0)).toMatchObject({ state: "failed", nextAt: null, off: "gone" });
});
