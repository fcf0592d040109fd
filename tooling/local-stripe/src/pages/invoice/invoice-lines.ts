import type { Invoice } from "../../wire/objects.ts";
import { money } from "../parts/words.ts";

/** A line of an invoice: what, and how much. */
export interface Line {
  readonly text: string;
  readonly amount: string;
  readonly isSum?: boolean;
}

/** The lines of an invoice and its sums, for the page and the PDF alike. */
export function linesOf(invoice: Invoice): readonly Line[] {
  const { currency } = invoice;
  const items = invoice.lines.data.map(({ description, quantity, amount }) => ({
    text: `${description ?? "Item"}${quantity !== null && quantity > 1 ? ` × ${quantity}` : ""}`,
    amount: money(amount, currency),
  }));
  const tax = invoice.total - (invoice.total_excluding_tax ?? invoice.total);
  return [
    ...items,
    { text: "Subtotal", amount: money(invoice.subtotal, currency) },
    ...(tax === 0 ? [] : [{ text: "Tax", amount: money(tax, currency) }]),
    { text: "Total", amount: money(invoice.total, currency), isSum: true },
    ...(invoice.amount_paid === 0 ? [] : [{ text: "Paid", amount: money(-invoice.amount_paid, currency) }]),
    { text: "Amount due", amount: money(invoice.amount_remaining, currency), isSum: true },
  ];
}
