import { describe, expect, it } from "vitest";
import { healthOf, kindsWords, outcomeWords, prettyBody } from "./webhook-words.ts";

const AT = "2026-01-01T00:00:00.000Z";
const works = { off: null, failingSince: null, deliveredAt: AT };

describe("a webhook", () => {
  it.each([
    [works, "Works"],
    [{ ...works, deliveredAt: null }, "New"],
    [{ ...works, failingSince: AT }, "Failing"],
    [{ ...works, off: { reason: "gone", at: AT } as const, failingSince: AT }, "Off"],
  ])("has a state in a word: %o", (webhook, words) => {
    expect(healthOf(webhook).words).toBe(words);
  });

  it("names its kinds of events", () => {
    expect(kindsWords(null)).toBe("All events");
    expect(kindsWords(["balance.low"])).toBe("balance.low");
    expect(kindsWords(["balance.low", "test", "plan.changed"])).toBe("balance.low and 2 more");
  });
});

it("the outcome of a try is its status, or why there is none", () => {
  expect(outcomeWords({ status: 503, problem: null })).toBe("Answered 503");
  expect(outcomeWords({ status: null, problem: "timed_out" })).toBe("No answer in time");
  expect(outcomeWords({ status: null, problem: null })).toBe("No answer recorded");
});

it("a body that is no JSON is shown as it was sent", () => {
  expect(prettyBody('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(prettyBody("<html>")).toBe("<html>");
});
