import { describe, expect, it } from "vitest";
import { defineCatalog, type Tiered, tiered } from "../../catalog/index.ts";
import { CENT } from "../../money/index.ts";
import { type DocumentLine, documentNumber, makeCreditNote, makeReceipt, reversalOf, type Sale } from "./index.ts";

const VAT = { title: "VAT", country: "DE", percent: "19" };
const seller = {
  name: "Compute GmbH",
  address: ["10119 Berlin"],
  country: "DE",
  taxIds: ["DE123456789"],
  rates: [VAT],
  prefix: "SC",
};
const buyer = { name: "Harbor Lab", address: ["20095 Hamburg"], country: "DE", taxId: null };
const payment = { id: "payment", paidAt: Date.UTC(2027, 3, 1), method: "Visa ending in 4242" };
const numbered = { number: "SC-000001", issuedAt: Date.UTC(2027, 3, 1) };

const credit = (cents: bigint): DocumentLine<Tiered> => ({ of: "credit", source: "purchase", net: cents * CENT });
const sale = (over: Partial<Sale<Tiered>> = {}): Sale<Tiered> => ({ seller, buyer, lines: [credit(2500n)], ...over });

describe("a receipt", () => {
  it("of $25.00 with 19% VAT is $29.75", () => {
    const { total, tax } = makeReceipt(sale(), payment, numbered);
    expect(total).toMatchObject({ net: 2500n * CENT, tax: 475n * CENT, gross: 2975n * CENT });
    expect(tax).toEqual({ isReverseCharge: false, warning: null });
  });

  it("for a business of another member state has no tax, and the note of reverse charge", () => {
    const abroad = { ...buyer, country: "FR", taxId: { text: "FR40303265045", state: "verified" as const } };
    const { total, tax } = makeReceipt(sale({ buyer: abroad }), payment, numbered);
    expect(total).toMatchObject({ tax: 0n, gross: 2500n * CENT, lines: [] });
    expect(tax).toEqual({ isReverseCharge: true, warning: null });
  });

  it("names only plans and periods that the catalog sells", () => {
    const period = { from: Date.UTC(2027, 3, 1), until: Date.UTC(2027, 4, 1), net: 2900n * CENT };
    const lines: DocumentLine<Tiered>[] = [
      { of: "plan", plan: "pro", period: "monthly", ...period },
      // @ts-expect-error no such plan
      { of: "plan", plan: "platinum", period: "monthly", ...period },
      // @ts-expect-error only through "Talk to sales"
      { of: "plan", plan: "enterprise", period: "monthly", ...period },
      // @ts-expect-error no such period
      { of: "plan", plan: "pro", period: "weekly", ...period },
    ];
    expect(makeReceipt(sale({ lines: lines.slice(0, 1) }), payment, numbered).total.net).toBe(2900n * CENT);
  });

  it("does not compile after a plan was renamed", () => {
    const renamed = defineCatalog({
      ...tiered,
      planOrder: ["free", "studio", "enterprise"],
      plans: { free: tiered.plans.free, studio: tiered.plans.pro, enterprise: tiered.plans.enterprise },
    });
    const line = { of: "plan", period: "monthly", from: 0, until: 1, net: 2900n * CENT } as const;
    const of = <Line extends DocumentLine<typeof renamed>>(each: Line): string => each.of;
    expect(of({ ...line, plan: "studio" })).toBe("plan");
    // @ts-expect-error the catalog calls it "studio" now
    of({ ...line, plan: "pro" });
  });
});

describe("credit notes", () => {
  it("of $29.75 in three parts have taxes that add up to the receipt's, and a fourth is refused", () => {
    const receipt = makeReceipt(sale(), payment, numbered);
    let before = { gross: 0n, tax: 0n };
    const taxes = [1000n, 1000n, 975n].map((cents) => {
      const note = makeCreditNote(receipt, before, cents * CENT, { ...numbered, number: "SC-C000001" });
      expect(note).toMatchObject({ corrects: "SC-000001", buyer, total: { gross: cents * CENT } });
      expect(note.total.lines).toEqual([{ ...VAT, net: note.total.net, tax: note.total.tax }]);
      before = { gross: before.gross + note.total.gross, tax: before.tax + note.total.tax };
      return note.total.tax / CENT;
    });
    expect(taxes).toEqual([160n, 159n, 156n]);
    expect(before).toEqual({ gross: receipt.total.gross, tax: receipt.total.tax });
    expect(() => makeCreditNote(receipt, before, CENT, numbered)).toThrow(RangeError);
  });
});

it("a reversal has the sums, names and tax of its credit note, and names it and the receipt", () => {
  const receipt = makeReceipt(sale(), payment, numbered);
  const number = "SC-C000001";
  const note = makeCreditNote(receipt, { gross: 0n, tax: 0n }, 1000n * CENT, { ...numbered, number });
  const { total, tax } = note;
  const own = { number: "SC-R000001", issuedAt: Date.UTC(2027, 3, 20) };
  const expected = { kind: "reversal", ...own, seller, buyer, total, tax, reverses: number, receipt: "SC-000001" };
  expect(reversalOf(note, own)).toEqual(expected);
});

describe("documentNumber", () => {
  it.each([
    ["receipt", 42, "SC-000042"],
    ["credit_note", 7, "SC-C000007"],
    ["reversal", 1, "SC-R000001"],
    ["statement", 1_000_001, "SC-S1000001"],
  ] as const)("of a %s, %d, is %s", (kind, count, number) => {
    expect(documentNumber("SC", kind, count)).toBe(number);
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %d", (count) => {
    expect(() => documentNumber("SC", "receipt", count)).toThrow(RangeError);
  });
});
