import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { makeStatement } from "../statement/statement.ts";
import { addStatement, boughtCredit, NO_CREDIT, planRevenue, revenueAccounts } from "./index.ts";

describe("revenue of plans", () => {
  it("of all months of a payment adds up to exactly its net, whenever it is paid", () => {
    const months = Array.from({ length: 16 }, (_, n) => ({ from: Date.UTC(2027, n), until: Date.UTC(2027, n + 1) }));
    const day = 86_400_000;
    const payments = fc.record({
      paidAt: fc.integer({ min: Date.UTC(2027, 0), max: Date.UTC(2027, 11) }),
      from: fc.integer({ min: Date.UTC(2026, 11), max: Date.UTC(2027, 2) }),
      days: fc.integer({ min: 28, max: 366 }),
      net: fc.bigInt({ min: 1n, max: usd("290") }),
    });
    fc.assert(
      fc.property(payments, ({ paidAt, from, days, net }) => {
        const payment = { paidAt, from, until: from + days * day, net, takenBack: [] };
        let last = 0n;
        let earned = 0n;
        for (const month of months) {
          const revenue = planRevenue([payment], month);
          expect(revenue.opening).toBe(last);
          expect(revenue.earned >= 0n && revenue.closing >= 0n).toBe(true);
          last = revenue.closing;
          earned += revenue.earned;
        }
        expect([last, earned]).toEqual([0n, net]);
      }),
    );
  });

  it("of a payment of which parts are taken back adds up to what is left of it", () => {
    const months = Array.from({ length: 16 }, (_, n) => ({ from: Date.UTC(2027, n), until: Date.UTC(2027, n + 1) }));
    const from = Date.UTC(2027, 1, 10);
    const until = Date.UTC(2028, 1, 10);
    const taken = fc.record({
      at: fc.integer({ min: from, max: Date.UTC(2028, 3) }),
      net: fc.bigInt({ min: 1n, max: usd("90") }),
    });
    fc.assert(
      fc.property(fc.array(taken, { maxLength: 3 }), (unsorted) => {
        const takenBack = unsorted.toSorted((a, b) => a.at - b.at);
        const payment = { paidAt: from, from, until, net: usd("290"), takenBack };
        let last = 0n;
        let earned = 0n;
        for (const month of months) {
          const revenue = planRevenue([payment], month);
          expect(revenue.opening).toBe(last);
          expect(revenue.closing >= 0n).toBe(true);
          last = revenue.closing;
          earned += revenue.earned;
        }
        expect([last, earned]).toEqual([0n, usd("290") - takenBack.reduce((sum, { net }) => sum + net, 0n)]);
      }),
    );
  });

  it("a full refund after a third of the period takes the rest, and gives back what was earned", () => {
    const from = Date.UTC(2027, 0);
    const until = Date.UTC(2027, 3);
    const takenBack = [{ at: Date.UTC(2027, 1), net: usd("90") }];
    const payment = { paidAt: from, from, until, net: usd("90"), takenBack };
    const [january, february] = [0, 1].map((n) =>
      planRevenue([payment], { from: Date.UTC(2027, n), until: Date.UTC(2027, n + 1) }),
    );
    expect(january).toMatchObject({ sold: usd("90"), earned: usd("31"), closing: usd("59") });
    expect(february).toMatchObject({ takenBack: usd("90"), earned: -usd("31"), closing: 0n });
  });
});

describe("the accounts of a month", () => {
  it("lead from opening to closing, and sold credit is that of purchases", () => {
    const moved = { paysDebt: false, work: null } as const;
    const paid = (source: "purchase" | "contract") => ({ kind: "paid", source }) as const;
    const one = makeStatement({ promotional: 0n, paid: 7n, owed: 2n, reserved: 0n }, [
      { ...moved, from: "issued", to: "avail", credit: paid("purchase"), amount: 30n },
      { ...moved, from: "issued", to: "avail", credit: paid("contract"), amount: 5n },
      { ...moved, from: "avail", to: "spent", credit: paid("purchase"), paysDebt: true, amount: 2n },
      { ...moved, from: "owed", to: "paid", credit: null, amount: 2n },
    ]);
    const other = makeStatement({ promotional: 4n, paid: 0n, owed: 0n, reserved: 0n }, [
      { ...moved, from: "avail", to: "expired", credit: { kind: "promotional", source: "signup" }, amount: 4n },
      { ...moved, from: "charge", to: "owed", credit: null, amount: 3n },
    ]);
    const credit = addStatement(addStatement(NO_CREDIT, one), other);
    expect(boughtCredit(credit)).toBe(30n);
    const accounts = revenueAccounts(credit, { opening: 0n, sold: 9n, takenBack: 1n, earned: 3n, closing: 5n });
    for (const { opening, lines, closing } of accounts)
      expect(lines.reduce((sum, { amount }) => sum + amount, opening)).toBe(closing);
    expect(accounts.map(({ account, closing }) => [account, closing])).toEqual([
      ["deferred", 40n],
      ["promotional", 0n],
      ["receivable", 3n],
      ["plans", 5n],
    ]);
  });
});
