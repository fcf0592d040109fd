import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import type { TopUpFacts, TopUpSettings } from "./decide-top-up.ts";
import { reviewTopUp, type TopUpState } from "./review-top-up.ts";
import { topUpNews } from "./top-up-news.ts";

const NOW = Date.UTC(2027, 3, 30, 12);
const HOUR = 3_600_000;

const on: TopUpSettings = {
  isOn: true,
  threshold: usd("10"),
  buys: { kind: "amount", amount: usd("25") },
  perDay: usd("200"),
  perMonth: usd("1000"),
};
const low: TopUpFacts = {
  now: NOW,
  available: usd("9.99"),
  isPaying: false,
  card: "card-a",
  breaker: null,
  bought: { day: 0n, month: 0n },
  purchases: { minimum: usd("5"), maximum: usd("1000") },
};
const enough = { ...low, available: usd("10") };
const declined = { fingerprint: "card-a", failedAt: NOW - 1, retryAt: NOW + HOUR };

describe("who asks automatic top-up next", () => {
  it("is a command, while there is enough", () => {
    expect(reviewTopUp(on, enough, null)).toMatchObject({ state: { kind: "ready" }, below: usd("10"), askAt: null });
  });

  it("is due work at once, if something is bought", () => {
    expect(reviewTopUp(on, low, null)).toMatchObject({ state: { kind: "ready" }, below: null, askAt: NOW });
  });

  it("is nobody, while a payment has no outcome, without a card, and when it is off or stopped", () => {
    const stopped = { ...declined, retryAt: null };
    for (const [settings, facts, kind] of [
      [on, { ...low, isPaying: true }, "ready"],
      [on, { ...low, card: null }, "no_card"],
      [on, { ...enough, card: null }, "no_card"],
      [on, { ...enough, breaker: stopped }, "stopped"],
      [{ ...on, isOn: false }, enough, "off"],
    ] as const)
      expect(reviewTopUp(settings, facts, null)).toMatchObject({ state: { kind }, below: null, askAt: null });
  });

  it("is due work at the end of a card's rest, whatever is available", () => {
    for (const facts of [low, enough])
      expect(reviewTopUp(on, { ...facts, breaker: declined }, null)).toMatchObject({
        state: { kind: "rests", until: NOW + HOUR },
        below: null,
        askAt: NOW + HOUR,
      });
  });

  it("is due work at midnight or on the first, at a cap; and a command too, if there is enough meanwhile", () => {
    const day = { ...low, bought: { day: usd("176"), month: usd("176") } };
    const month = { ...low, bought: { day: 0n, month: usd("976") } };
    const midnight = Date.UTC(2027, 4, 1);
    const capped: TopUpState = { kind: "day_cap", until: midnight };
    expect(reviewTopUp(on, day, null)).toMatchObject({ state: capped, below: null, askAt: midnight });
    expect(reviewTopUp(on, month, null)).toMatchObject({ state: { kind: "month_cap", until: midnight } });
    expect(reviewTopUp(on, enough, capped)).toMatchObject({ state: capped, below: usd("10"), askAt: midnight });
    expect(reviewTopUp(on, { ...enough, now: midnight }, capped)).toMatchObject({ state: { kind: "ready" } });
  });
});

describe("people are told once", () => {
  const ready: TopUpState = { kind: "ready" };
  const capped: TopUpState = { kind: "day_cap", until: NOW };
  it.each<[TopUpState, TopUpState, string | null]>([
    [ready, ready, null],
    [ready, capped, "capped"],
    [capped, capped, null],
    [capped, { kind: "day_cap", until: NOW + 24 * HOUR }, "capped"],
    [capped, ready, null],
    [ready, { kind: "rests", until: NOW }, null],
    [{ kind: "rests", until: NOW }, ready, null],
    [ready, { kind: "no_card" }, "no_card"],
    [{ kind: "no_card" }, ready, "resumed"],
    [ready, { kind: "stopped" }, "stopped"],
    [{ kind: "stopped" }, ready, "resumed"],
    [{ kind: "off" }, ready, null],
    [{ kind: "stopped" }, { kind: "off" }, null],
  ])("from %o to %o: %s", (before, after, kind) => {
    expect(topUpNews(before, after)?.kind ?? null).toBe(kind);
  });
});
