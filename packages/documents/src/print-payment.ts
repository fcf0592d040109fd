import type { CreditNote, DocumentLine, Receipt, Reversal } from "@scrip/domain/billing/documents";
import type { TaxedTotal } from "@scrip/domain/billing/tax";
import type { Catalog } from "@scrip/domain/catalog";
import { formatUsd, type Micros } from "@scrip/domain/money";
import { partyOf } from "./party-of.ts";
import type { Fact, PrintedDocument, PrintedTable } from "./printed-document.ts";

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/**
 * Puts a receipt into words. All days are in UTC.
 * @param catalog in which the plan was sold; it has the title of the plan
 */
export function printReceipt<C extends Catalog>(receipt: Receipt<C>, catalog: C): PrintedDocument {
  const { buyer, total, payment } = receipt;
  // The lines of each catalog are lines, which the compiler does not see while the catalog is open.
  const lines: readonly DocumentLine<Catalog>[] = receipt.lines as never;
  return {
    ...frame(receipt),
    title: buyer.taxId === null ? "Receipt" : "Invoice",
    facts: [
      { label: "Date", value: dayOf(receipt.issuedAt) },
      { label: "Paid", value: dayOf(payment.paidAt) },
      { label: "Payment method", value: payment.method },
    ],
    tables: [
      table(
        "What you bought",
        lines.map((line) => [lineWords(line, catalog), formatUsd(line.net)]),
        total,
        "Paid",
      ),
    ],
  };
}

/** Puts a credit note into words. All days are in UTC. */
export function printCreditNote(note: CreditNote): PrintedDocument {
  const { corrects, total } = note;
  return {
    ...frame(note),
    title: "Credit note",
    facts: [
      { label: "Date", value: dayOf(note.issuedAt) },
      { label: "Corrects", value: corrects },
    ],
    tables: [table("What is paid back", [[`Refund of ${corrects}`, formatUsd(total.net)]], total, "Paid back")],
  };
}

/** Puts the reversal of a credit note into words. All days are in UTC. */
export function printReversal(reversal: Reversal): PrintedDocument {
  const { reverses, receipt, total } = reversal;
  const common = frame(reversal);
  const why = `The bank sent the refund back. Credit note ${reverses} no longer counts, and the credit is yours again.`;
  return {
    ...common,
    title: "Credit note reversal",
    facts: [
      { label: "Date", value: dayOf(reversal.issuedAt) },
      { label: "Reverses", value: reverses },
      { label: "About", value: receipt },
    ],
    tables: [table("What is not paid back", [[`Refund of ${receipt}`, formatUsd(total.net)]], total, "Not paid back")],
    notes: [why, ...common.notes],
  };
}

function frame({ number, issuedAt, seller, buyer, tax }: Omit<CreditNote, "kind" | "corrects">) {
  const notes = [];
  if (tax.isReverseCharge) notes.push("Reverse charge: the recipient owes the VAT in their own country.");
  if (tax.warning === "tax_id_not_verified")
    notes.push("The tax id was not verified when this document was issued, so tax was charged.");
  if (tax.warning === "no_billing_address")
    notes.push("No billing address was known, so the tax of the seller's country was charged.");
  return {
    language: "en",
    number,
    createdAt: new Date(issuedAt),
    from: partyOf("From", seller, seller.taxIds),
    to: partyOf("Bill to", buyer, buyer.taxId === null ? [] : [buyer.taxId.text]),
    notes,
    footer: [seller.name, ...seller.address].join(", "),
  };
}

function table(title: string, rows: PrintedTable["rows"], total: TaxedTotal, paid: string): PrintedTable {
  const taxes = total.lines.map(
    ({ title: tax, percent, net, tax: amount }): Fact => ({
      label: `${tax} ${percent}% on ${formatUsd(net)}`,
      value: formatUsd(amount),
    }),
  );
  return {
    title,
    columns: [
      { title: "Description", align: "left", share: 75 },
      { title: "Amount, USD", align: "right", share: 25 },
    ],
    rows,
    sums: [sum("Net", total.net), ...taxes, { ...sum(paid, total.gross), isStrong: true }],
  };
}

function sum(label: string, amount: Micros): Fact {
  return { label, value: formatUsd(amount) };
}

function lineWords(line: DocumentLine<Catalog>, catalog: Catalog): string {
  if (line.of === "credit") return line.source === "purchase" ? "Credit" : "Credit, by automatic top-up";
  const title = catalog.plans[line.plan]?.title ?? line.plan;
  return `${title}, ${line.period}, ${dayOf(line.from)} to ${dayOf(line.until)}`;
}

function dayOf(at: number): string {
  return DAY.format(at);
}
