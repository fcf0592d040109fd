import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { issueCreditNote, voidCreditNote } from "../flows/invoices/credit-notes.ts";
import { exclusiveTax } from "../objects/tax.ts";
import { newId } from "../protocol/ids.ts";
import { isAsked, isIn, pageOf } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import {
  choice,
  type Fields,
  integer,
  list,
  metadata,
  needed,
  object,
  PAGE,
  type Read,
  range,
  text,
} from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { CreditNoteLine, Invoice } from "../wire/objects.ts";
import type { World } from "../world/world.ts";

const LINE = {
  amount: integer(1),
  description: text(),
  invoice_line_item: text(),
  quantity: integer(1),
  type: needed(choice("custom_line_item", "invoice_line_item")),
  unit_amount: integer(1),
} satisfies Fields;

/** A line of the note: a part of a line of the invoice with its share of the taxes, or a text with an amount. */
function lineOf(world: World, invoice: Invoice, params: Read<typeof LINE>): CreditNoteLine {
  const { description, invoice_line_item, quantity, type, unit_amount } = params;
  const source = invoice.lines.data.find(({ id }) => id === invoice_line_item);
  if (type === "invoice_line_item" && source === undefined) {
    throw invalid(`No such invoice line item: '${invoice_line_item}'`, { code: "resource_missing", param: "lines" });
  }
  const amount = params.amount ?? (unit_amount === undefined ? source?.amount : unit_amount * (quantity ?? 1));
  if (amount === undefined) throw invalid("A line has an amount or a unit_amount.", { param: "lines" });
  const taxes = (source?.taxes ?? []).map((tax) => ({
    ...tax,
    amount: Math.round((tax.amount * amount) / (source?.amount ?? amount)),
    taxable_amount: amount,
  }));
  return {
    id: newId("cnli"),
    object: "credit_note_line_item",
    amount,
    description: description ?? source?.description ?? null,
    discount_amount: 0,
    discount_amounts: [],
    ...(invoice_line_item === undefined ? {} : { invoice_line_item }),
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    quantity: quantity ?? 1,
    tax_rates: taxes.map(({ tax_rate_details }) => world.get("tax_rate", tax_rate_details?.tax_rate ?? "")),
    taxes,
    type,
    unit_amount: unit_amount ?? null,
    unit_amount_decimal: unit_amount === undefined ? null : String(unit_amount),
  };
}

function amountOf(lines: readonly CreditNoteLine[]): number {
  return lines.reduce((sum, { amount, taxes }) => sum + amount + exclusiveTax(taxes ?? []), 0);
}

export const creditNotes = [
  operation(
    "POST /v1/credit_notes",
    "CreditNoteCreateParams",
    {
      amount: integer(1),
      invoice: needed(text()),
      lines: list(object(LINE)),
      memo: text(),
      metadata: metadata(),
      out_of_band_amount: integer(0),
      reason: choice("duplicate", "fraudulent", "order_change", "product_unsatisfactory"),
      refund_amount: integer(0),
      refunds: list(object({ refund: needed(text()), amount_refunded: integer(0) })),
    },
    (world, { params }) => {
      const invoice = world.get("invoice", params.invoice, "invoice");
      const lines = (params.lines ?? []).map((line) => lineOf(world, invoice, line));
      const amount = params.amount ?? (lines.length === 0 ? undefined : amountOf(lines));
      if (amount === undefined) {
        throw invalid("One of the following params should be provided: amount or lines.", { param: "amount" });
      }
      return issueCreditNote(world, invoice, {
        amount,
        lines,
        memo: params.memo ?? null,
        metadata: mergeMetadata(null, params.metadata),
        outOfBand: params.out_of_band_amount ?? 0,
        reason: params.reason ?? null,
        refundAmount: params.refund_amount ?? 0,
        refunds: (params.refunds ?? []).map(({ refund }) => world.get("refund", refund, "refunds[0][refund]")),
      });
    },
  ),
  operation("GET /v1/credit_notes/:id", "CreditNoteRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("credit_note", id),
  ),
  operation(
    "POST /v1/credit_notes/:id",
    "CreditNoteUpdateParams",
    { memo: text(), metadata: metadata() },
    (world, { path: { id = "" }, params }) => {
      const before = world.get("credit_note", id);
      const change = { ...pick(params, "memo"), metadata: mergeMetadata(before.metadata, params.metadata) };
      return world.update(before, change, "credit_note.updated");
    },
  ),
  operation("POST /v1/credit_notes/:id/void", "CreditNoteVoidCreditNoteParams", {}, (world, { path: { id = "" } }) =>
    voidCreditNote(world, world.get("credit_note", id)),
  ),
  operation(
    "GET /v1/credit_notes/:id/lines",
    "CreditNoteListLineItemsParams",
    PAGE,
    (world, { path: { id = "" }, params }) =>
      pageOf(world.get("credit_note", id).lines.data, params, `/v1/credit_notes/${id}/lines`),
  ),
  operation(
    "GET /v1/credit_notes",
    "CreditNoteListParams",
    { ...PAGE, created: range(), customer: text(), invoice: text() },
    (world, { params: { created, customer, invoice, ...page } }) =>
      listOf(
        world,
        "credit_note",
        page,
        (note) => isIn(note.created, created) && isAsked(note.customer, customer) && isAsked(note.invoice, invoice),
        "/v1/credit_notes",
      ),
  ),
];
