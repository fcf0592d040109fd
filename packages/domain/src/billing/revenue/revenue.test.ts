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
        const payment = { paidAt, from, until: from + days * day, net };
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
    const accounts = revenueAccounts(credit, { opening: 0n, sold: 9n, earned: 4n, closing: 5n });
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
