import type { Answer } from "../../server/answer.ts";
import type { Customer, Invoice, PaymentMethod } from "../../wire/objects.ts";
import type { Shown } from "../entry/fields.ts";
import { filled, type Offer } from "../entry/payment-fields.ts";
import { isEntry, readEntry } from "../entry/read-entry.ts";
import { payIntent, payInvoice } from "../entry/use-entry.ts";
import type { PagesHost } from "../parts/host.ts";
import { readList, readObject } from "../parts/read-object.ts";
import { file, problem, redirect } from "../parts/reply.ts";
import { invoicePage } from "./invoice-page.ts";
import { invoicePdf } from "./invoice-pdf.ts";

/** The hosted page of an invoice: shows it, and takes a payment while it is open. */
export async function answerInvoice(
  host: PagesHost,
  id: string,
  form: URLSearchParams | null,
  search: URLSearchParams,
): Promise<Answer> {
  const invoice = await readInvoice(host, id);
  if (invoice === null) return noInvoice();
  const offer = await offerOf(host, invoice);
  const show = (shown: Shown): Answer => invoicePage({ merchant: host.account().name, invoice, offer, shown });
  const nothing = { values: new URLSearchParams(), problems: {} };
  const failed = { form: "Your bank did not confirm the payment. Try again, or use another card." };
  if (form === null) return show(search.get("outcome") === "fail" ? { ...nothing, problems: failed } : nothing);
  if (invoice.status !== "open") return show(nothing);
  const fill = filled(form);
  if (fill !== null) return show({ values: fill, problems: {} });
  const read = readEntry(form, offer);
  if (!isEntry(read)) return show({ values: form, problems: read });
  const intent = openIntentOf(invoice);
  const used = intent === null ? await payInvoice(host, id, read) : await payIntent(host, intent, read);
  if ("problems" in used) return show({ values: form, problems: used.problems });
  const here = `/invoices/${id}`;
  if (used.authenticate === null) return redirect(here);
  return redirect(`/authenticate/${used.authenticate}?return=${encodeURIComponent(here)}`);
}

/** The invoice as a PDF. */
export async function answerInvoicePdf(host: PagesHost, id: string): Promise<Answer> {
  const invoice = await readInvoice(host, id);
  return invoice === null ? noInvoice() : file("application/pdf", invoicePdf(host.account().name, invoice));
}

function readInvoice(host: PagesHost, id: string): Promise<Invoice | null> {
  return readObject<Invoice>(host, `/v1/invoices/${id}`, { expand: ["payments"] });
}

async function offerOf(host: PagesHost, { customer: id }: Invoice): Promise<Offer> {
  const customer = id ? await readObject<Customer>(host, `/v1/customers/${id}`) : null;
  const methods = id ? await readList<PaymentMethod>(host, `/v1/customers/${id}/payment_methods`) : [];
  const country_value = customer?.address?.country ?? null;
  return { types: ["card"], saved: methods, email: false, fullAddress: false, taxId: "no", country_value };
}

/** The payment intent that waits for a payment method. */
function openIntentOf({ payments }: Invoice): string | null {
  const open = payments?.data.find(({ status }) => status === "open");
  return open?.payment.payment_intent ?? null;
}

function noInvoice(): Answer {
  return problem(404, "No such invoice", "There is no invoice at this address.");
}
