import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CENT, USD } from "../../money/index.ts";
import { decideTopUp, type TopUpFacts, type TopUpSettings } from "./decide-top-up.ts";

const usd = (amount: number): bigint => BigInt(amount) * USD;
const NOW = Date.UTC(2027, 3, 1, 12);
const HOUR = 3_600_000;

const on: TopUpSettings = {
  isOn: true,
  threshold: usd(10),
  buys: { kind: "amount", amount: usd(25) },
  perDay: usd(200),
  perMonth: usd(1000),
};
const low: TopUpFacts = {
  now: NOW,
  available: usd(10) - 1n,
  isPaying: false,
  card: "card-a",
  breaker: null,
  bought: { day: 0n, month: 0n },
  purchases: { minimum: usd(5), maximum: usd(1000) },
};

describe("decideTopUp", () => {
  it("buys as soon as less than the threshold is available", () => {
    expect(decideTopUp(on, low)).toEqual({ kind: "buy", amount: usd(25) });
    expect(decideTopUp(on, { ...low, available: usd(10) })).toEqual({ kind: "none", why: "enough" });
  });

  it.each<[string, Partial<TopUpSettings>, Partial<TopUpFacts>]>([
    ["off", { isOn: false }, {}],
    ["paying", {}, { isPaying: true }],
    ["no_card", {}, { card: null }],
    ["card_off", {}, { breaker: { fingerprint: "card-a", failedAt: 0, retryAt: null } }],
    ["day_cap", {}, { bought: { day: usd(176), month: usd(176) } }],
    ["month_cap", {}, { bought: { day: 0n, month: usd(976) } }],
  ])("buys nothing: %s", (why, settings, facts) => {
    expect(decideTopUp({ ...on, ...settings }, { ...low, ...facts })).toEqual({ kind: "none", why });
  });

  it("waits while the card rests, and says until when", () => {
    const breaker = { fingerprint: "card-a", failedAt: NOW - 1, retryAt: NOW + HOUR };
    expect(decideTopUp(on, { ...low, breaker })).toEqual({ kind: "none", why: "card_rests", until: NOW + HOUR });
    expect(decideTopUp(on, { ...low, breaker, now: NOW + HOUR })).toEqual({ kind: "buy", amount: usd(25) });
    expect(decideTopUp(on, { ...low, breaker, card: "card-b" })).toEqual({ kind: "buy", amount: usd(25) });
  });

  it("reaches exactly a cap", () => {
    expect(decideTopUp(on, { ...low, bought: { day: usd(175), month: usd(975) } }).kind).toBe("buy");
  });

  it("buys up to a target in whole cents, within what the catalog sells", () => {
    const upTo = (target: bigint, available: bigint) =>
      decideTopUp(
        { ...on, perDay: usd(5000), perMonth: usd(5000), buys: { kind: "up_to", target } },
        { ...low, available },
      );
    expect(upTo(usd(50), usd(9) + 1n)).toEqual({ kind: "buy", amount: usd(41) });
    expect(upTo(usd(50), usd(9) - 1n)).toEqual({ kind: "buy", amount: usd(41) + CENT });
    expect(upTo(usd(12), usd(9))).toEqual({ kind: "buy", amount: usd(5) });
    expect(upTo(usd(4000), 0n)).toEqual({ kind: "buy", amount: usd(1000) });
  });

  it("L24 never passes a cap, whatever was bought before", () => {
    const cents = fc.bigInt({ min: 0n, max: 200_000n }).map((amount) => amount * CENT);
    fc.assert(
      fc.property(cents, cents, cents, cents, cents, (available, target, day, perDay, perMonth) => {
        const settings: TopUpSettings = { ...on, perDay, perMonth, buys: { kind: "up_to", target } };
        const decision = decideTopUp(settings, { ...low, available, bought: { day, month: day } });
        if (decision.kind === "none") return;
        expect(day + decision.amount).toBeLessThanOrEqual(perDay);
        expect(day + decision.amount).toBeLessThanOrEqual(perMonth);
        expect(decision.amount % CENT).toBe(0n);
      }),
    );
  });
});
