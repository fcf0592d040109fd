import { type PaymentAttemptRow, sellerOf } from "@scrip/db/billing";
import { InvariantError } from "@scrip/db/connection";
import { printReceipt } from "@scrip/documents/printed";
import { makeReceipt, type Numbered, type Receipt, type Sale, saleFromJson } from "@scrip/domain/billing/documents";
import type { Catalog } from "@scrip/domain/catalog";
import type { DocumentDeps } from "./document-deps.ts";
import type { DocumentDraft } from "./write-document.ts";

/** Stands for the number and the date before they are given. */
const UNNUMBERED: Numbered = { number: "", issuedAt: 0 };

/** A payment that succeeded, and what it bought. */
export interface Paid {
  /** The time of the organization's test clock; `null` without one. */
  readonly clockAt: Date | null;
  readonly attempt: PaymentAttemptRow;
  readonly sale: Sale<Catalog>;
}

/**
 * Finds what a payment bought. A sale that was made while there was no seller has the seller of today, and no tax, since
 * none was taken.
 * @returns `null` if there is no seller yet
 */
export async function paidOf(
  { homes }: Pick<DocumentDeps, "homes">,
  { attempt, clockAt }: Pick<Paid, "attempt" | "clockAt">,
): Promise<Paid | null> {
  const sale = saleFromJson(attempt.sale);
  if (sale.seller.name !== "") return { attempt, sale, clockAt };
  const seller = await sellerOf(homes.platform);
  return seller === null ? null : { attempt, clockAt, sale: { ...sale, seller: { ...seller, rates: [] } } };
}

/**
 * Makes the receipt of a payment.
 * @throws InvariantError if its sums are not what was paid
 * @source docs/rules.md#receipts
 */
export function receiptOfPayment(
  { attempt, sale }: Pick<Paid, "attempt" | "sale">,
  numbered: Numbered,
): Receipt<Catalog> {
  const { id, paymentId, endedAt, paidWith } = attempt;
  if (paymentId === null || endedAt === null) throw new InvariantError(`attempt ${id} was not paid`);
  const payment = { id: paymentId, paidAt: endedAt.getTime(), method: paidWith ?? "Card" };
  const receipt = makeReceipt(sale, payment, numbered);
  const { net, tax, gross } = receipt.total;
  if (net !== attempt.net || tax !== attempt.tax || gross !== attempt.gross)
    throw new InvariantError(`the receipt of attempt ${id} is about ${net} + ${tax}, and ${attempt.gross} was paid`);
  return receipt;
}

/** The receipt of a payment before it has a number. */
export async function draftReceipt(
  { books }: DocumentDeps,
  paid: Paid,
  catalogVersion: number,
): Promise<DocumentDraft> {
  const { attempt, sale } = paid;
  const catalog = await books.catalogOf(catalogVersion);
  receiptOfPayment(paid, UNNUMBERED);
  const { id, net, tax, gross } = attempt;
  return {
    kind: "receipt",
    ref: id,
    about: { attemptId: id, refundId: null, month: null },
    sums: { net, tax, gross },
    prefix: sale.seller.prefix,
    clockAt: paid.clockAt,
    print: (numbered) => printReceipt(receiptOfPayment(paid, numbered), catalog),
  };
}
