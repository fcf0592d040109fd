import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { finalizeAndCollect } from "../flows/invoices/advance.ts";
import { bookPaid } from "../flows/invoices/book.ts";
import { markUncollectible, voidInvoice } from "../flows/invoices/close.ts";
import { finalize, paymentOf } from "../flows/invoices/finalize.ts";
import { addItem, itemOf, takePending } from "../flows/invoices/items.ts";
import { planFinalization } from "../flows/invoices/make.ts";
import { payInvoice } from "../flows/invoices/pay.ts";
import { methodNamed } from "../flows/payments/new-method.ts";
import { newInvoice } from "../objects/invoice.ts";
import { isAsked, isIn, pageOf } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import {
  boolean,
  choice,
  clearable,
  type Fields,
  integer,
  list,
  metadata,
  needed,
  object,
  PAGE,
  range,
  text,
} from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { Invoice } from "../wire/objects.ts";
import { taxRatesOf } from "./subscription-items-input.ts";

const DAY = 24 * 60 * 60;

const CHANGE = {
  auto_advance: boolean(),
  collection_method: choice("charge_automatically", "send_invoice"),
  days_until_due: integer(0),
  default_payment_method: text(),
  default_tax_rates: clearable(list(text())),
  description: text(),
  due_date: integer(),
  footer: text(),
  metadata: metadata(),
} satisfies Fields;

function checkDraft(invoice: Invoice, verb: string): void {
  if (invoice.status === "draft") return;
  throw invalid(`You can only ${verb} draft invoices. This invoice is ${invoice.status}.`, {
    code: "invoice_not_editable",
  });
}

export const invoices = [
  operation(
    "POST /v1/invoices",
    "InvoiceCreateParams",
    {
      ...CHANGE,
      currency: text(3),
      customer: needed(text()),
      default_tax_rates: list(text()),
      pending_invoice_items_behavior: choice("exclude", "include"),
    },
    (world, { params }) => {
      const customer = world.get("customer", params.customer, "customer");
      const created = world.nowOf(customer.id);
      const taxIds = world.all("tax_id").filter((taxId) => taxId.customer === customer.id);
      const days = params.days_until_due;
      const draft = newInvoice(world.account, customer, taxIds, {
        ...pick(params, "collection_method", "default_payment_method", "description", "due_date", "footer"),
        ...(days === undefined ? {} : { due_date: created + days * DAY }),
        auto_advance: params.auto_advance ?? false,
        billing_reason: "manual",
        created,
        currency: params.currency?.toLowerCase() ?? customer.currency ?? "usd",
        default_tax_rates: taxRatesOf(world, params.default_tax_rates),
        metadata: mergeMetadata(null, params.metadata),
      });
      const isWithItems = params.pending_invoice_items_behavior === "include";
      const invoice = isWithItems ? takePending(world, draft) : draft;
      world.create(invoice, "invoice.created");
      return invoice.auto_advance ? planFinalization(world, invoice) : invoice;
    },
  ),
  operation("GET /v1/invoices/:id", "InvoiceRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("invoice", id),
  ),
  operation("POST /v1/invoices/:id", "InvoiceUpdateParams", CHANGE, (world, { path: { id = "" }, params }) => {
    const before = world.get("invoice", id);
    const { default_tax_rates } = params;
    const draftOnly = pick(params, "collection_method", "description", "due_date", "footer");
    if (Object.keys(draftOnly).length > 0 || default_tax_rates !== undefined) checkDraft(before, "update");
    const change = {
      ...draftOnly,
      ...pick(params, "auto_advance", "default_payment_method"),
      ...(default_tax_rates === undefined ? {} : { default_tax_rates: taxRatesOf(world, default_tax_rates) }),
      metadata: mergeMetadata(before.metadata, params.metadata),
    };
    const updated = world.update(before, change, "invoice.updated");
    if (params.auto_advance === true && updated.status === "draft") return planFinalization(world, updated);
    if (params.auto_advance === false) world.unschedule("finalize_invoice", id);
    return updated;
  }),
  operation("DELETE /v1/invoices/:id", "InvoiceDeleteParams", {}, (world, { path: { id = "" } }) => {
    const invoice = world.get("invoice", id);
    checkDraft(invoice, "delete");
    if (invoice.parent !== null) throw invalid("You can't delete invoices created by subscriptions.");
    world.emit("invoice.deleted", invoice);
    world.remove("invoice", id);
    return { id, object: "invoice", deleted: true };
  }),
  operation(
    "POST /v1/invoices/:id/finalize",
    "InvoiceFinalizeInvoiceParams",
    { auto_advance: boolean() },
    (world, { path: { id = "" }, params: { auto_advance } }) => {
      const draft = world.get("invoice", id);
      const isAdvancing = auto_advance ?? draft.auto_advance === true;
      if (isAdvancing && draft.status === "draft") return finalizeAndCollect(world, draft);
      const open = finalize(world, draft);
      if (open.amount_remaining === 0) return bookPaid(world, open, null);
      paymentOf(world, open);
      return open;
    },
  ),
  operation(
    "POST /v1/invoices/:id/pay",
    "InvoicePayParams",
    { off_session: boolean(), paid_out_of_band: boolean(), payment_method: text() },
    (world, { path: { id = "" }, params: { off_session, paid_out_of_band, payment_method } }) => {
      const invoice = world.get("invoice", id);
      const open = invoice.status === "draft" ? finalize(world, invoice) : invoice;
      if (paid_out_of_band === true) return bookPaid(world, open, null);
      const method = payment_method === undefined ? undefined : methodNamed(world, payment_method);
      return payInvoice(world, open, method, off_session);
    },
  ),
  operation("POST /v1/invoices/:id/send", "InvoiceSendInvoiceParams", {}, (world, { path: { id = "" } }) => {
    const invoice = world.get("invoice", id);
    const open = invoice.status === "draft" ? finalize(world, invoice) : invoice;
    world.emit("invoice.sent", open);
    return open;
  }),
  operation("POST /v1/invoices/:id/void", "InvoiceVoidInvoiceParams", {}, (world, { path: { id = "" } }) =>
    voidInvoice(world, world.get("invoice", id)),
  ),
  operation(
    "POST /v1/invoices/:id/mark_uncollectible",
    "InvoiceMarkUncollectibleParams",
    {},
    (world, { path: { id = "" } }) => markUncollectible(world, world.get("invoice", id)),
  ),
  operation("GET /v1/invoices/:id/lines", "InvoiceListLineItemsParams", PAGE, (world, { path: { id = "" }, params }) =>
    pageOf(world.get("invoice", id).lines.data, params, `/v1/invoices/${id}/lines`),
  ),
  operation(
    "GET /v1/invoices",
    "InvoiceListParams",
    {
      ...PAGE,
      collection_method: choice("charge_automatically", "send_invoice"),
      created: range(),
      customer: text(),
      status: choice("draft", "open", "paid", "uncollectible", "void"),
      subscription: text(),
    },
    (world, { params: { collection_method, created, customer, status, subscription, ...page } }) =>
      listOf(
        world,
        "invoice",
        page,
        (invoice) =>
          isAsked<string>(invoice.collection_method, collection_method) &&
          isIn(invoice.created, created) &&
          isAsked<string | null>(invoice.customer, customer) &&
          isAsked<string | null>(invoice.status, status) &&
          isAsked<string | undefined>(invoice.parent?.subscription_details?.subscription, subscription),
        "/v1/invoices",
      ),
  ),
];

export const invoicePayments = [
  operation("GET /v1/invoice_payments/:id", "InvoicePaymentRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("invoice_payment", id),
  ),
  operation(
    "GET /v1/invoice_payments",
    "InvoicePaymentListParams",
    {
      ...PAGE,
      invoice: text(),
      payment: object({ payment_intent: text(), type: needed(choice("payment_intent")) }),
      status: choice("canceled", "open", "paid"),
    },
    (world, { params: { invoice, payment, status, ...page } }) =>
      listOf(
        world,
        "invoice_payment",
        page,
        (found) =>
          isAsked(found.invoice, invoice) &&
          isAsked<string | undefined>(found.payment.payment_intent, payment?.payment_intent) &&
          isAsked(found.status, status),
        "/v1/invoice_payments",
      ),
  ),
];

export const invoiceItems = [
  operation(
    "POST /v1/invoiceitems",
    "InvoiceItemCreateParams",
    {
      amount: integer(),
      currency: text(3),
      customer: needed(text()),
      description: text(),
      invoice: text(),
      metadata: metadata(),
      period: object({ end: needed(integer()), start: needed(integer()) }),
      pricing: object({ price: text() }),
      quantity: integer(1),
      tax_rates: list(text()),
    },
    (world, { params }) => {
      const customer = world.get("customer", params.customer, "customer");
      const item = itemOf(world, customer, {
        ...pick(params, "amount", "currency", "description", "period", "quantity"),
        metadata: mergeMetadata(null, params.metadata),
        price:
          params.pricing?.price === undefined ? undefined : world.get("price", params.pricing.price, "pricing[price]"),
        taxRates: taxRatesOf(world, params.tax_rates),
      });
      world.create(item, "invoiceitem.created");
      if (params.invoice === undefined) return item;
      const invoice = world.get("invoice", params.invoice, "invoice");
      checkDraft(invoice, "add items to");
      return addItem(world, invoice, item);
    },
  ),
  operation("GET /v1/invoiceitems/:id", "InvoiceItemRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("invoiceitem", id),
  ),
  operation(
    "GET /v1/invoiceitems",
    "InvoiceItemListParams",
    { ...PAGE, customer: text(), invoice: text(), pending: boolean() },
    (world, { params: { customer, invoice, pending, ...page } }) =>
      listOf(
        world,
        "invoiceitem",
        page,
        (item) =>
          isAsked(item.customer, customer) &&
          isAsked<string | null>(item.invoice, invoice) &&
          isAsked(item.invoice === null, pending),
        "/v1/invoiceitems",
      ),
  ),
];
