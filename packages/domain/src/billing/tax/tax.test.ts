import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CENT } from "../../money/index.ts";
import { creditNoteTax, taxOn } from "./tax.ts";

const PERCENT = 10_000n;
const cents = (amount: bigint): bigint => amount * CENT;

describe("taxOn", () => {
  it.each([
    ["19% of $25.00", 2500n, 19n * PERCENT, 475n],
    ["no tax", 2500n, 0n, 0n],
    ["half a cent, which rounds up", 50n, PERCENT, 1n],
    ["less than half a cent", 49n, PERCENT, 0n],
    ["8.875% of $1,000.00", 100_000n, 88_750n, 8875n],
  ])("is %s", (_name, net, rate, tax) => {
    expect(taxOn(cents(net), rate)).toBe(cents(tax));
  });
});

describe("creditNoteTax", () => {
  it("of $29.75 refunded in three parts is $1.60, $1.59 and $1.56", () => {
    expect(refundTaxes({ tax: cents(475n), gross: cents(2975n) }, [1000n, 1000n, 975n])).toEqual([160n, 159n, 156n]);
  });

  it("is never negative nor above the refund, and adds up to the document's tax", () => {
    const part = fc.bigInt({ min: 1n, max: 50_000n });
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 8 }),
        fc.bigInt({ min: 0n, max: 500_000n }),
        (parts, rate) => {
          const gross = parts.reduce((sum, each) => sum + each, 0n);
          const net = (gross * 1_000_000n) / (1_000_000n + rate);
          const tax = gross - net;
          const taxes = refundTaxes({ tax: cents(tax), gross: cents(gross) }, parts);
          taxes.forEach((each, place) => {
            expect(each).toBeGreaterThanOrEqual(0n);
            expect(each).toBeLessThanOrEqual(parts[place] ?? 0n);
          });
          expect(taxes.reduce((sum, each) => sum + each, 0n)).toBe(tax);
        },
      ),
    );
  });
});

/** The taxes of credit notes for the parts of a document, one after another, in cents. */
function refundTaxes(document: { tax: bigint; gross: bigint }, parts: readonly bigint[]): bigint[] {
  let before = { gross: 0n, tax: 0n };
  return parts.map((part) => {
    const tax = creditNoteTax(document, before, cents(part));
    before = { gross: before.gross + cents(part), tax: before.tax + tax };
    return tax / CENT;
  });
}
