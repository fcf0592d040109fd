import { describe, expect, it } from "vitest";
import { compileCatalog, defineCatalog, tiered } from "../../catalog/index.ts";
import { usd } from "../../money/index.ts";
import { purchaseTerms } from "./index.ts";

const { purchases } = compileCatalog(tiered).limits;
const generous = defineCatalog({
  ...tiered,
  limits: {
    ...tiered.limits,
    purchases: { ...tiered.limits.purchases, bonuses: [{ preset: "100.00", amount: "10.00", days: 90 }] },
  },
});

describe("F3 a purchase", () => {
  it.each(["5.00", "5.01", "1000.00"])("of $%s is possible, without a bonus", (amount) => {
    expect(purchaseTerms(purchases, usd(amount))).toEqual({ ok: true, value: { bonus: null } });
  });

  it.each([usd("4.99"), usd("1000.01"), usd("5.00") + 1n, 0n, -usd("5.00")])("of %d u is refused", (amount) => {
    const error = { minimum: usd("5.00"), maximum: usd("1000.00") };
    expect(purchaseTerms(purchases, amount)).toEqual({ ok: false, error });
  });

  it("of a preset comes with its bonus, and of no other amount", () => {
    const priced = compileCatalog(generous).limits.purchases;
    const bonus = { amount: usd("10.00"), days: 90 };
    expect(purchaseTerms(priced, usd("100.00"))).toEqual({ ok: true, value: { bonus } });
    expect(purchaseTerms(priced, usd("100.01"))).toEqual({ ok: true, value: { bonus: null } });
  });
});
