import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CENT, least, usd } from "../../money/index.ts";
import {
  DISPUTE_STATES,
  type Dispute,
  type GrantOfMonth,
  holdsBackCredit,
  type MoneyTaken,
  REFUND_STATES,
  type Refund,
  refundable,
  takenBackOfPlan,
  takenBackOfPurchase,
  whatStands,
} from "./index.ts";

const DAY = 86_400_000;

function aRefund(gross: string, over: Partial<Refund> = {}): Refund {
  return { id: `re_${gross}`, gross: usd(gross), state: "succeeded", at: 0, ...over };
}

function aDispute(gross: string, over: Partial<Dispute> = {}): Dispute {
  return { id: `dp_${gross}`, gross: usd(gross), state: "open", at: 0, ...over };
}

const only = (refunds: readonly Refund[], disputes: readonly Dispute[] = []): MoneyTaken => ({ refunds, disputes });
const untaxed = { net: usd("20.00"), tax: 0n, gross: usd("20.00") };
const taxed = { net: usd("25.00"), tax: usd("4.75"), gross: usd("29.75") };
const credit = { id: "credit", amount: usd("20.00") };

function ofPurchase(money: MoneyTaken): bigint {
  return takenBackOfPurchase(untaxed, { credit, bonus: null }, whatStands(untaxed, money)).get("credit") ?? 0n;
}

describe("L23 A15 the credit of a purchase", () => {
  it("is taken back as far as refunds stand", () => {
    expect(ofPurchase(only([aRefund("2.00"), aRefund("3.00")]))).toBe(usd("5.00"));
    expect(ofPurchase(only([aRefund("2.00", { state: "pending" }), aRefund("3.00", { state: "failed" })]))).toBe(
      usd("2.00"),
    );
    expect(ofPurchase(only([aRefund("2.00", { state: "asked" })]))).toBe(0n);
  });

  it("A16 is taken back while a dispute is open, for good if it is lost, and comes back if it is won", () => {
    expect(ofPurchase(only([], [aDispute("20.00")]))).toBe(usd("20.00"));
    expect(ofPurchase(only([], [aDispute("20.00", { state: "lost" })]))).toBe(usd("20.00"));
    expect(ofPurchase(only([], [aDispute("20.00", { state: "won" })]))).toBe(0n);
    expect(ofPurchase(only([aRefund("5.00")], [aDispute("20.00")]))).toBe(usd("20.00"));
  });

  it("is the refund less its tax, and the taxes of the parts add up", () => {
    const refunds = [aRefund("10.00", { at: 1 }), aRefund("10.00", { id: "re_2", at: 2 }), aRefund("9.75", { at: 3 })];
    const parts = whatStands(taxed, only(refunds));
    expect(parts.map(({ net }) => net)).toEqual([usd("8.40"), usd("8.41"), usd("8.19")]);
    expect(refundable(taxed, only(refunds))).toBe(0n);
  });

  it("takes the same share of a bonus, rounded down", () => {
    const bonus = { id: "bonus", amount: usd("1.00") };
    const taken = (gross: string) =>
      takenBackOfPurchase(untaxed, { credit, bonus }, whatStands(untaxed, only([aRefund(gross)]))).get("bonus");
    expect(taken("5.00")).toBe(usd("0.25"));
    expect(taken("0.07")).toBe(3_500n);
    expect(taken("20.00")).toBe(usd("1.00"));
  });
});

describe("money taken back for a plan", () => {
  const month = (n: number): GrantOfMonth => ({ id: `month ${n}`, amount: usd("20.00"), issuedAt: n * 30 * DAY });
  const yearly = { net: usd("290.00"), tax: 0n, gross: usd("290.00") };
  const taken = (months: number, money: MoneyTaken) =>
    Object.fromEntries(
      takenBackOfPlan(
        Array.from({ length: months }, (_, n) => month(n)),
        whatStands(yearly, money),
      ),
    );

  it("is taken from the newest grant first, at most what they are together", () => {
    const at = 65 * DAY;
    expect(taken(3, only([aRefund("25.00", { at })]))).toEqual({ "month 2": usd("20.00"), "month 1": usd("5.00") });
    expect(taken(3, only([aRefund("290.00", { at })]))).toEqual({
      "month 2": usd("20.00"),
      "month 1": usd("20.00"),
      "month 0": usd("20.00"),
    });
  });

  it("takes nothing of a grant that came after the refund, also if it is booked days late", () => {
    const refund = aRefund("25.00", { at: 65 * DAY });
    expect(taken(4, only([refund]))).toEqual(taken(3, only([refund])));
  });

  it("holds further credit back after a full refund, or while a dispute is open or lost", () => {
    expect(holdsBackCredit(yearly, only([aRefund("289.99")]))).toBe(false);
    expect(holdsBackCredit(yearly, only([aRefund("289.99"), aRefund("0.01", { state: "pending" })]))).toBe(true);
    expect(holdsBackCredit(yearly, only([aRefund("290.00", { state: "asked" })]))).toBe(false);
    for (const state of DISPUTE_STATES)
      expect(holdsBackCredit(yearly, only([], [aDispute("1.00", { state })]))).toBe(state !== "won");
  });
});

describe("the order in which refunds and disputes become known", () => {
  const cents = fc.bigInt({ min: 1n, max: 4_000n }).map((count) => count * CENT);
  const at = fc.integer({ min: 0, max: 9 }).map((second) => second * 1_000);
  const refunds = fc
    .array(fc.record({ gross: cents, at, state: fc.constantFrom(...REFUND_STATES) }), { maxLength: 4 })
    .map((all) => all.map((each, index) => ({ id: `re_${index}`, ...each })));
  const disputes = fc
    .array(fc.record({ gross: cents, at, state: fc.constantFrom(...DISPUTE_STATES) }), { maxLength: 2 })
    .map((all) => all.map((each, index) => ({ id: `dp_${index}`, ...each })));
  const payment = fc.record({ net: cents, share: fc.integer({ min: 0, max: 25 }) }).map(({ net, share }) => {
    const tax = ((net / CENT) * BigInt(share)) / 100n;
    return { net, tax: tax * CENT, gross: net + tax * CENT };
  });
  const months = fc
    .array(fc.record({ amount: cents, issuedAt: at }), { minLength: 1, maxLength: 4 })
    .map((all) => all.map((each, index) => ({ id: `month ${index}`, ...each })));
  const bonus = fc.option(cents.map((amount) => ({ id: "bonus", amount })));

  it("changes nothing, and no grant loses more than it has nor all of them more than the payment", () => {
    const wanted = fc.record({ refunds, disputes, payment, months, bonus });
    fc.assert(
      fc.property(wanted, (facts) => {
        const { net } = facts.payment;
        const own = { id: "credit", amount: net };
        const all = (money: MoneyTaken, grants: readonly GrantOfMonth[]) => {
          const standing = whatStands(facts.payment, money);
          const of = takenBackOfPurchase(facts.payment, { credit: own, bonus: facts.bonus }, standing);
          return { standing, purchase: of, plan: takenBackOfPlan(grants, standing) };
        };
        const found = all(facts, facts.months);
        for (const refundsOtherwise of permutations(facts.refunds)) {
          const money = { refunds: refundsOtherwise, disputes: facts.disputes.toReversed() };
          expect(all(money, facts.months.toReversed())).toEqual(found);
        }
        const sum = found.standing.reduce((total, part) => total + part.net, 0n);
        expect(sum).toBeLessThanOrEqual(net);
        expect(found.purchase.get("credit") ?? 0n).toBe(sum);
        const ofPlan = [...found.plan.values()].reduce((total, amount) => total + amount, 0n);
        const inAll = facts.months.reduce((total, { amount }) => total + amount, 0n);
        expect(ofPlan).toBeLessThanOrEqual(least(sum, inAll));
        for (const { id, amount } of facts.months) expect(found.plan.get(id) ?? 0n).toBeLessThanOrEqual(amount);
      }),
    );
  });

  function permutations<T>(all: readonly T[]): readonly (readonly T[])[] {
    if (all.length < 2) return [all];
    return all.flatMap((first, index) =>
      permutations(all.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
    );
  }
});
