import type { Invoice } from "../../wire/objects.ts";
import { day } from "../parts/words.ts";
import { linesOf } from "./invoice-lines.ts";
import { onePagePdf, type PlacedText } from "./pdf.ts";

const LEFT = 50;
const RIGHT = 545;
const MOST_LETTERS = 60;

/** The PDF of an invoice: one page, plainly marked as a test. */
export function invoicePdf(merchant: string, invoice: Invoice): string {
  const number = invoice.number ?? invoice.id;
  const head: PlacedText[] = [
    { text: `Invoice ${number}`, x: LEFT, y: 780, size: 18, isBold: true },
    { text: "Local Stripe: a test. No real money moves.", x: LEFT, y: 760, size: 9 },
    { text: `From: ${merchant}`, x: LEFT, y: 730, size: 10 },
    { text: `To:   ${invoice.customer_name ?? invoice.customer_email ?? ""}`, x: LEFT, y: 714, size: 10 },
    { text: `Date: ${day(invoice.status_transitions.finalized_at ?? invoice.created)}`, x: LEFT, y: 698, size: 10 },
    { text: `Status: ${invoice.status ?? "draft"}`, x: LEFT, y: 682, size: 10 },
  ];
  const lines = linesOf(invoice).flatMap(({ text, amount, isSum = false }, n): PlacedText[] => {
    const y = 640 - n * 18;
    return [
      { text: text.slice(0, MOST_LETTERS), x: LEFT, y, size: 10, isBold: isSum },
      { text: amount, x: RIGHT, y, size: 10, isBold: isSum, isRight: true },
    ];
  });
  return onePagePdf(`Invoice ${number}`, [...head, ...lines]);
}
