import { newId } from "../../protocol/ids.ts";
import { listIn } from "../../protocol/lists.ts";
import { invalid } from "../../protocol/stripe-error.ts";
import type { CreditNote, CreditNoteLine, Invoice, Refund } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { refundCharge } from "../payments/refunds.ts";

export interface CreditNoteFacts {
  /** Gross, in cents: with the taxes that come on top. */
  readonly amount: number;
  readonly lines: readonly CreditNoteLine[];
  readonly reason: CreditNote["reason"];
  readonly memo: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** To be refunded with the note. */
  readonly refundAmount: number;
  /** Made before, and named by the note. */
  readonly refunds: readonly Refund[];
  readonly outOfBand: number;
}

/** Takes back a part of a finalized invoice. A paid one needs a refund, or money given back elsewhere. */
export function issueCreditNote(world: World, invoice: Invoice, facts: CreditNoteFacts): CreditNote {
  const { amount, lines, memo, metadata, outOfBand, reason, refundAmount } = facts;
  if (invoice.status !== "open" && invoice.status !== "paid") {
    throw invalid(`You can only create credit notes for open or paid invoices. This invoice is ${invoice.status}.`);
  }
  const credited = invoice.post_payment_credit_notes_amount + invoice.pre_payment_credit_notes_amount;
  if (amount <= 0 || amount > invoice.total - credited) {
    throw invalid(`The credit note amount must be above 0 and at most ${invoice.total - credited}.`, {
      param: "amount",
    });
  }
  const isPaid = invoice.status === "paid";
  const linked = facts.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  if (isPaid && refundAmount + linked + outOfBand !== amount) {
    const message =
      "The sum of refund_amount, refunds and out_of_band_amount must equal the credit note amount. The local Stripe keeps no customer balance.";
    throw invalid(message, { param: "refund_amount" });
  }
  const made = refundAmount === 0 ? [] : [refundInvoice(world, invoice, refundAmount)];
  const tax = lines.length > 0 ? taxOfLines(lines) : shareOf(amount, invoice);
  const created = world.now(invoice.test_clock);
  const id = newId("cn");
  const number = world.all("credit_note").filter((note) => note.invoice === invoice.id).length + 1;
  const note: CreditNote = {
    id,
    object: "credit_note",
    amount,
    amount_shipping: 0,
    created,
    currency: invoice.currency,
    customer: invoice.customer ?? "",
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: created,
    invoice: invoice.id,
    lines: listIn(lines, `/v1/credit_notes/${id}/lines`) as CreditNote["lines"],
    livemode: false,
    memo,
    metadata,
    number: `${invoice.number}-CN-${String(number).padStart(2, "0")}`,
    out_of_band_amount: outOfBand === 0 ? null : outOfBand,
    pdf: `${invoice.invoice_pdf ?? ""}?credit_note=${id}`,
    post_payment_amount: isPaid ? amount : 0,
    pre_payment_amount: isPaid ? 0 : amount,
    pretax_credit_amounts: [],
    reason,
    refunds: [...facts.refunds, ...made].map((refund) => ({
      amount_refunded: refund.amount,
      payment_record_refund: null,
      refund: refund.id,
      type: "refund",
    })),
    shipping_cost: null,
    status: "issued",
    subtotal: amount - tax,
    subtotal_excluding_tax: amount - tax,
    total: amount,
    total_excluding_tax: amount - tax,
    total_taxes:
      invoice.total_taxes?.[0] === undefined
        ? []
        : [{ ...invoice.total_taxes[0], amount: tax, taxable_amount: amount - tax }],
    type: isPaid ? "post_payment" : "pre_payment",
    voided_at: null,
  };
  world.create(note, "credit_note.created");
  creditInvoice(world, invoice, amount);
  return note;
}

/** An open invoice has less to pay; a paid one says how much was taken back. */
function creditInvoice(world: World, invoice: Invoice, amount: number): void {
  const change: Partial<Invoice> =
    invoice.status === "paid"
      ? { post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + amount }
      : {
          amount_due: invoice.amount_due - amount,
          amount_remaining: invoice.amount_remaining - amount,
          pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + amount,
        };
  world.update(invoice, change, "invoice.updated");
}

function refundInvoice(world: World, invoice: Invoice, amount: number): Refund {
  const payment = world.all("invoice_payment").find((found) => found.invoice === invoice.id && found.status === "paid");
  const intent = payment && world.find("payment_intent", payment.payment.payment_intent ?? "");
  const charge = intent && world.find("charge", intent.latest_charge ?? "");
  if (charge === undefined)
    throw invalid("This invoice has no payment that could be refunded.", { param: "refund_amount" });
  return refundCharge(world, charge, { amount });
}

/** The part of the invoice's tax that belongs to the amount, rounded half up. */
function shareOf(amount: number, invoice: Invoice): number {
  const tax = invoice.total - (invoice.total_excluding_tax ?? invoice.total);
  return Math.floor((tax * amount * 2 + invoice.total) / (invoice.total * 2));
}

function taxOfLines(lines: readonly CreditNoteLine[]): number {
  return lines.flatMap(({ taxes }) => taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
}

/** Takes back a note for an open invoice. */
export function voidCreditNote(world: World, note: CreditNote): CreditNote {
  const invoice = world.get("invoice", note.invoice);
  if (note.status !== "issued") throw invalid("This credit note is void already.");
  if (note.type !== "pre_payment" || invoice.status !== "open") {
    throw invalid("You can only void a credit note that was issued for an open invoice.");
  }
  creditInvoice(world, invoice, -note.amount);
  const change = { status: "void", voided_at: world.now(invoice.test_clock) } as const;
  return world.become(note, change, "credit_note.voided");
}
