import { makeStatement } from "@scrip/domain/billing/statement";
import { usd } from "@scrip/domain/money";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { renderDocument } from "./index.ts";
import { printStatement } from "./printed.ts";

const paid = { kind: "paid", source: "purchase" } as const;
const promotional = { kind: "promotional", source: "plan" } as const;
const work = (project: string | null, job: string | null, isLate = false) => ({
  project,
  resource: "gpu.h100-80gb",
  job,
  isLate,
});
const moved = { paysDebt: false, work: null } as const;

const statement = makeStatement({ promotional: usd("5"), paid: usd("12.345678"), owed: 0n, reserved: usd("1") }, [
  { ...moved, from: "issued", to: "avail", credit: promotional, amount: usd("20") },
  { ...moved, from: "issued", to: "avail", credit: paid, amount: usd("25") },
  { ...moved, from: "avail", to: "held", credit: paid, amount: usd("4") },
  { ...moved, from: "held", to: "spent", credit: paid, amount: usd("3"), work: work("vision", "train-0042") },
  {
    ...moved,
    from: "avail",
    to: "spent",
    credit: promotional,
    amount: usd("7.000001"),
    work: work("vision", "train-0042"),
  },
  { ...moved, from: "held", to: "spent", credit: paid, amount: usd("0.5"), work: work("株式会社", "đêm", true) },
  { ...moved, from: "charge", to: "owed", credit: null, amount: usd("2"), work: work(null, null) },
  { ...moved, from: "avail", to: "expired", credit: promotional, amount: usd("1.25") },
  { ...moved, from: "avail", to: "revoked", credit: paid, amount: usd("5") },
]);
const content = {
  kind: "statement",
  seller: {
    name: "Compute GmbH",
    address: ["10119 Berlin"],
    country: "DE",
    taxIds: ["DE123456789"],
    rates: [],
    prefix: "SC",
  },
  buyer: { name: "Harbor Lab", address: ["20095 Hamburg"], country: "DE", taxId: null },
  month: "2027-01",
  entries: { first: 1204, last: 1377, hash: "ab".repeat(32) },
  statement,
} as const;

describe("a statement in words", () => {
  const printed = printStatement({ ...content, number: "SC-S000003", issuedAt: Date.UTC(2027, 1, 1) });

  it("leads from the opening to the closing balance, with usage by project, resource and job", () => {
    const [summary, usage] = printed.tables;
    expect(summary?.rows).toEqual([
      ["Opening balance", "$5.00", "$12.345678", "$0.00", "$17.345678"],
      ["Credit added, plan", "$20.00", "–", "–", "$20.00"],
      ["Credit added, purchase", "–", "$25.00", "–", "$25.00"],
      ["Usage", "-$7.000001", "-$3.50", "$2.00", "-$12.500001"],
      ["Credit expired", "-$1.25", "–", "–", "-$1.25"],
      ["Credit revoked", "–", "-$5.00", "–", "-$5.00"],
      ["Closing balance", "$16.749999", "$28.845678", "$2.00", "$43.595677"],
    ]);
    expect(usage?.rows.map(([labels]) => labels)).toEqual([
      "vision, gpu.h100-80gb, train-0042",
      "gpu.h100-80gb",
      "株式会社, gpu.h100-80gb, đêm (late)",
    ]);
    expect(usage?.sums).toMatchObject([{ value: "$12.500001" }]);
    expect(printed.notes).toContainEqual(expect.stringContaining("$4.00 placed, $0.00 released, $3.50 used, $1.50"));
    expect(printed.notes.join(" ")).toContain("entries 1,204 to 1,377");
  });

  it("fits on one page, with every letter", async () => {
    const file = await renderDocument(printed);

    const pdf = await getDocumentProxy(new Uint8Array(file));
    expect(pdf.numPages).toBe(1);
    const { text } = await extractText(pdf, { mergePages: true });
    expect(text).toContain("株式会社");
    expect(text).toContain("$43.595677");
  });
});
