import type { DocumentRow, PaymentRefundRow } from "@scrip/db/billing";
import { printReversal } from "@scrip/documents/printed";
import { creditNoteOver, reversalOf } from "@scrip/domain/billing/documents";
import { correctedReceipt } from "./draft-credit-note.ts";
import type { Paid } from "./draft-receipt.ts";
import type { DocumentDraft } from "./write-document.ts";

/**
 * The reversal of a credit note before it has a number: the refund failed after the note was issued. Its names, addresses
 * and sums are those of the note.
 * @param issued the receipt of the payment, and the credit note
 * @source docs/rules.md#reversals
 */
export function draftReversal(
  paid: Paid,
  issued: { readonly receipt: DocumentRow; readonly creditNote: DocumentRow },
  { id, net, tax, gross }: Pick<PaymentRefundRow, "id" | "gross" | "tax" | "net">,
): DocumentDraft {
  const { number, issuedAt } = issued.creditNote;
  const corrected = correctedReceipt(paid, issued.receipt);
  const note = creditNoteOver(corrected, { gross, tax }, { number, issuedAt: issuedAt.getTime() });
  return {
    kind: "reversal",
    ref: id,
    about: { attemptId: paid.attempt.id, refundId: id, month: null },
    sums: { net, tax, gross },
    prefix: paid.sale.seller.prefix,
    clockAt: paid.clockAt,
    print: (numbered) => printReversal(reversalOf(note, numbered)),
  };
}
