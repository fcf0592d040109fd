import { describe, expect, it } from "vitest";
import { isStoppedForCredit, newsOf } from "./endpoint-words.ts";

describe("the words about an endpoint", () => {
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
