import type { DocumentRow, PaymentRefundRow } from "@scrip/db/billing";
import { InvariantError } from "@scrip/db/connection";
import { printCreditNote } from "@scrip/documents/printed";
import { creditNoteOver, type Receipt } from "@scrip/domain/billing/documents";
import type { Catalog } from "@scrip/domain/catalog";
import { type Paid, receiptOfPayment } from "./draft-receipt.ts";
import type { DocumentDraft } from "./write-document.ts";

/**
 * The credit note of a refund before it has a number. Its names and addresses are those of the receipt, and its tax is
 * that of the refund.
 * @param receipt the document of the payment
 * @throws InvariantError if the refund is more than was paid
 * @source docs/rules.md#credit-notes
 */
export function draftCreditNote(
  paid: Paid,
  receipt: Pick<DocumentRow, "number" | "issuedAt">,
  { id, gross, tax, net }: Pick<PaymentRefundRow, "id" | "gross" | "tax" | "net">,
): DocumentDraft {
  const { attempt, sale } = paid;
  if (gross <= 0n || gross > attempt.gross || tax > attempt.tax)
    throw new InvariantError(`refund ${id} over ${gross} is more than attempt ${attempt.id} paid`);
  const corrected = correctedReceipt(paid, receipt);
  return {
    kind: "credit_note",
    ref: id,
    about: { attemptId: attempt.id, refundId: id, month: null },
    sums: { net, tax, gross },
    prefix: sale.seller.prefix,
    clockAt: paid.clockAt,
    print: (numbered) => printCreditNote(creditNoteOver(corrected, { gross, tax }, numbered)),
  };
}

/**
 * The receipt that a credit note corrects, made again.
 * @throws InvariantError if its sums are not what was paid
 */
export function correctedReceipt(
  paid: Paid,
  { number, issuedAt }: Pick<DocumentRow, "number" | "issuedAt">,
): Receipt<Catalog> {
  return receiptOfPayment(paid, { number, issuedAt: issuedAt.getTime() });
}
