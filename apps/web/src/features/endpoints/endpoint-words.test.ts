import { describe, expect, it } from "vitest";
import { accruedOf, isStoppedForCredit, newsOf } from "./endpoint-words.ts";

const RUNNING = {
  state: "running",
  rateNanos: "3990000000",
  unitsMilli: 1000,
  settledAt: "2026-01-01T12:00:00.000Z",
} as const;

describe("the words about an endpoint", () => {
  it("have what its time costs that is not charged yet", () => {
    const now = Date.UTC(2026, 0, 1, 12, 5);
    expect([accruedOf(RUNNING, now), accruedOf({ ...RUNNING, state: "stopped" }, now)]).toEqual(["332500", "0"]);
  });

  it("say nothing while credit is left, or if its service stopped it", () => {
    expect(newsOf({ state: "running", reason: null, missing: null })).toBeNull();
    expect(newsOf({ state: "stopped", reason: "asked", missing: null })).toBeNull();
    expect(isStoppedForCredit({ state: "stopped", reason: "asked" })).toBe(false);
  });

  it("say what is missing while it runs on its overdraft, and after its stop", () => {
    const missing = "2990001";
    expect(newsOf({ state: "running", reason: "insufficient_credit", missing })).toMatchObject({
      text: expect.stringContaining("Add at least $2.990001; new credit pays what is owed first."),
      isStopped: false,
    });
    expect(newsOf({ state: "stopped", reason: "overdraft_limit", missing })).toMatchObject({
      title: "Stopped: the overdraft is used up",
      text: expect.stringContaining("Add at least $2.990001, and start the endpoint again."),
    });
  });
});
