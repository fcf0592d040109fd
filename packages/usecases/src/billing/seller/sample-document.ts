import { type PrintedDocument, printReceipt } from "@scrip/documents/printed";
import { documentNumber, makeReceipt, type Sale, type Seller } from "@scrip/domain/billing/documents";
import type { Catalog } from "@scrip/domain/catalog";
import type { Instant } from "@scrip/domain/ledger";
import { USD } from "@scrip/domain/money";

/**
 * An invoice of a seller as it would be printed, over $25.00 of credit for a made-up buyer in the seller's country.
 * Nothing is stored, and its number is none of the series.
 */
export function sampleDocument(seller: Seller, catalog: Catalog, now: Instant): PrintedDocument {
  const sale: Sale<Catalog> = {
    seller,
    buyer: {
      name: "Sample Buyer",
      address: ["1 Example Street", "12345 Sampletown"],
      country: seller.country,
      taxId: { text: "SAMPLE", state: "verified" },
    },
    lines: [{ of: "credit", source: "purchase", net: 25n * USD }],
  };
  const payment = { id: "sample", paidAt: now, method: "Visa ending in 4242" };
  const number = documentNumber(seller.prefix, "receipt", 1);
  const printed = printReceipt(makeReceipt(sale, payment, { number, issuedAt: now }), catalog);
  return { ...printed, notes: [...printed.notes, "This is a sample, and no invoice."] };
}
