import { type PrintedDocument, printReceipt, printStatement } from "@scrip/documents/printed";
import { makeReceipt } from "@scrip/domain/billing/documents";
import { makeStatement } from "@scrip/domain/billing/statement";
import { tiered } from "@scrip/domain/catalog";
import { USD } from "@scrip/domain/money";

const ISSUED_AT = Date.UTC(2027, 1, 1);
const SELLER = {
  name: "Compute GmbH",
  address: ["Invalidenstraße 1", "10115 Berlin"],
  country: "DE",
  taxIds: ["DE123456789"],
  rates: [{ title: "VAT", country: "DE", percent: "19" }],
  prefix: "SC",
};
const BUYER = { name: "Harbor Lab", address: ["20095 Hamburg"], country: "DE", taxId: null };

/** A receipt of a purchase. @param name of the buyer */
export function aReceipt(name = BUYER.name): PrintedDocument {
  const receipt = makeReceipt<typeof tiered>(
    { seller: SELLER, buyer: { ...BUYER, name }, lines: [{ of: "credit", source: "purchase", net: 25n * USD }] },
    { id: "payment", paidAt: ISSUED_AT, method: "Visa ending in 4242" },
    { number: "SC-000001", issuedAt: ISSUED_AT },
  );
  return printReceipt(receipt, tiered);
}

/** A statement with the usage of this many jobs. */
export function aStatement(jobs: number): PrintedDocument {
  const credit = { kind: "paid", source: "purchase" } as const;
  const amount = BigInt(jobs) * USD;
  const bought = { from: "issued", to: "avail", credit, paysDebt: false, work: null, amount } as const;
  const used = Array.from({ length: jobs }, (_, n) => {
    const labels = {
      project: `project-${n % 7}`,
      resource: "gpu.h100-80gb",
      job: `train-${n}`,
      isLate: false,
    } as const;
    return { from: "avail", to: "spent", credit, paysDebt: false, work: labels, amount: 990_001n } as const;
  });
  const opening = { promotional: 0n, paid: 0n, owed: 0n, reserved: 0n };
  return printStatement({
    kind: "statement",
    number: "SC-S000001",
    issuedAt: ISSUED_AT,
    seller: SELLER,
    buyer: BUYER,
    month: "2027-01",
    entries: { first: 1, last: jobs + 1, hash: "ab".repeat(32) },
    statement: makeStatement(opening, [bought, ...used]),
  });
}
