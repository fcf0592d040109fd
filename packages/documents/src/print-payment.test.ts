import { makeCreditNote, makeReceipt, reversalOf, type Sale } from "@scrip/domain/billing/documents";
import { tiered } from "@scrip/domain/catalog";
import { USD } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { printCreditNote, printReceipt, printReversal } from "./printed.ts";

const seller = {
  name: "Compute GmbH",
  address: ["10119 Berlin"],
  country: "DE",
  taxIds: ["DE123456789"],
  rates: [{ title: "VAT", country: "DE", percent: "19" }],
  prefix: "SC",
};
const sale: Sale<typeof tiered> = {
  seller,
  buyer: { name: "Harbor Lab", address: ["20095 Hamburg"], country: "DE", taxId: null },
  lines: [
    {
      of: "plan",
      plan: "pro",
      period: "monthly",
      from: Date.UTC(2027, 0, 31, 22, 30),
      until: Date.UTC(2027, 1, 28, 22, 30),
      net: 29n * USD,
    },
  ],
};
const payment = { id: "payment", paidAt: Date.UTC(2027, 0, 31, 22, 30), method: "Visa ending in 4242" };
const numbered = { number: "SC-000001", issuedAt: Date.UTC(2027, 0, 31, 22, 30) };

describe("a receipt in words", () => {
  it("names plan, period, tax and payment", () => {
    const printed = printReceipt(makeReceipt(sale, payment, numbered), tiered);
    expect(printed).toMatchObject({
      title: "Receipt",
      number: "SC-000001",
      facts: [
        { label: "Date", value: "31 January 2027" },
        { label: "Paid", value: "31 January 2027" },
        { label: "Payment method", value: "Visa ending in 4242" },
      ],
      from: { name: "Compute GmbH", lines: ["10119 Berlin", "Germany", "Tax id DE123456789"] },
      to: { name: "Harbor Lab", lines: ["20095 Hamburg", "Germany"] },
      notes: [],
    });
    expect(printed.tables).toMatchObject([
      {
        rows: [["Pro, monthly, 31 January 2027 to 28 February 2027", "$29.00"]],
        sums: [
          { label: "Net", value: "$29.00" },
          { label: "VAT 19% on $29.00", value: "$5.51" },
          { label: "Paid", value: "$34.51", isStrong: true },
        ],
      },
    ]);
  });

  it("is an invoice for a buyer with a tax id, and says why there is tax, or none", () => {
    const printed = (state: "verified" | "pending") => {
      const buyer = { ...sale.buyer, country: "FR", taxId: { text: "FR40303265045", state } };
      return printReceipt(makeReceipt({ ...sale, buyer }, payment, numbered), tiered);
    };
    expect(printed("verified")).toMatchObject({ title: "Invoice", notes: [expect.stringContaining("Reverse charge")] });
    expect(printed("pending").notes).toEqual([expect.stringContaining("not verified")]);
  });
});

describe("a credit note in words", () => {
  const receipt = makeReceipt(
    { ...sale, lines: [{ of: "credit", source: "purchase", net: 25n * USD }] },
    payment,
    numbered,
  );
  const note = makeCreditNote(receipt, { gross: 0n, tax: 0n }, 10n * USD, { ...numbered, number: "SC-C000001" });

  it("names the receipt and what is paid back", () => {
    const printed = printCreditNote(note);
    expect(printed.facts).toContainEqual({ label: "Corrects", value: "SC-000001" });
    expect(printed.tables).toMatchObject([
      {
        rows: [["Refund of SC-000001", "$8.40"]],
        sums: [{ value: "$8.40" }, { label: "VAT 19% on $8.40", value: "$1.60" }, { value: "$10.00" }],
      },
    ]);
  });

  it("is reversed with the same sums and the reason", () => {
    const printed = printReversal(reversalOf(note, { ...numbered, number: "SC-R000001" }));
    expect(printed).toMatchObject({
      title: "Credit note reversal",
      number: "SC-R000001",
      facts: [
        { label: "Date", value: "31 January 2027" },
        { label: "Reverses", value: "SC-C000001" },
        { label: "About", value: "SC-000001" },
      ],
      notes: [expect.stringContaining("The bank sent the refund back. Credit note SC-C000001 no longer counts")],
      tables: [{ sums: [{ value: "$8.40" }, { value: "$1.60" }, { label: "Not paid back", value: "$10.00" }] }],
    });
  });
});
