import { StripeError } from "../../protocol/stripe-error.ts";
import type { Answer } from "../../server/answer.ts";
import type { CheckoutSession, Customer, LineItem, PaymentMethod } from "../../wire/objects.ts";
import type { Shown } from "../entry/fields.ts";
import { filled, type Offer } from "../entry/payment-fields.ts";
import { isEntry, problemsOfError, readEntry } from "../entry/read-entry.ts";
import type { PagesHost } from "../parts/host.ts";
import { html } from "../parts/html.ts";
import { readList, readObject } from "../parts/read-object.ts";
import { problem, redirect } from "../parts/reply.ts";
import { checkoutPage } from "./checkout-page.ts";

/** The page of a Checkout session: shows it, and takes what the person enters. */
export async function answerCheckout(
  host: PagesHost,
  id: string,
  form: URLSearchParams | null,
  search: URLSearchParams,
): Promise<Answer> {
  const session = await readObject<CheckoutSession>(host, `/v1/checkout/sessions/${id}`);
  if (session === null) return problem(404, "No such session", "There is no Checkout session at this address.");
  if (session.status === "complete") return goOn(session);
  if (session.status === "expired") return expired(session);
  if (form === null) return show(host, session, { values: new URLSearchParams(), problems: after(search) });
  const fill = filled(form);
  if (fill !== null) return show(host, session, { values: fill, problems: {} });
  return submit(host, session, form);
}

async function submit(host: PagesHost, session: CheckoutSession, form: URLSearchParams): Promise<Answer> {
  const { offer } = await look(host, session);
  const read = readEntry(form, offer);
  if (!isEntry(read)) return show(host, session, { values: form, problems: read });
  try {
    const { authenticate } = await host.submitCheckout(session.id, read);
    const here = `/checkout/${session.id}`;
    // From here on the session is complete, so its own address leads on to the merchant.
    return redirect(authenticate === null ? here : `/authenticate/${authenticate}?return=${encodeURIComponent(here)}`);
  } catch (thrown) {
    if (!(thrown instanceof StripeError)) throw thrown;
    return show(host, session, { values: form, problems: problemsOfError(thrown.body) });
  }
}

async function show(host: PagesHost, session: CheckoutSession, shown: Shown): Promise<Answer> {
  const { offer, items, customer } = await look(host, session);
  return checkoutPage({ merchant: host.account().name, session, items, customer, offer, shown });
}

/** What the page needs besides the session. */
async function look(host: PagesHost, session: CheckoutSession) {
  const customer = session.customer ? await readObject<Customer>(host, `/v1/customers/${session.customer}`) : null;
  const items = await readList<LineItem>(host, `/v1/checkout/sessions/${session.id}/line_items`, { limit: 100 });
  const methods = customer === null || session.mode === "setup" ? [] : await methodsOf(host, customer.id);
  const offer: Offer = {
    types: session.payment_method_types,
    saved: methods.filter(({ type }) => session.payment_method_types.includes(type)),
    email: customer?.email == null,
    email_value: session.customer_email,
    country_value: customer?.address?.country ?? null,
    fullAddress: session.billing_address_collection === "required",
    taxId: taxIdOf(session),
  };
  return { offer, items, customer };
}

/** The payment methods that the customer wishes to see again. */
async function methodsOf(host: PagesHost, customer: string): Promise<readonly PaymentMethod[]> {
  const methods = await readList<PaymentMethod>(host, `/v1/customers/${customer}/payment_methods`);
  return methods.filter(({ allow_redisplay }) => allow_redisplay === "always");
}

function taxIdOf({ tax_id_collection: collection }: CheckoutSession): Offer["taxId"] {
  if (collection?.enabled !== true) return "no";
  return collection.required === "if_supported" ? "required" : "optional";
}

function after(search: URLSearchParams): Shown["problems"] {
  const sentence =
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.";
  const isFailed = search.get("outcome") === "fail" || search.get("redirect_status") === "failed";
  return isFailed ? { form: sentence } : {};
}

/** Leads on to the merchant, to the address that the session has for it. */
function goOn({ id, success_url: address }: CheckoutSession): Answer {
  if (address === null) return problem(200, "Thank you", "The session is complete. You can close this page.");
  return redirect(address.replaceAll("{CHECKOUT_SESSION_ID}", id));
}

function expired({ cancel_url: address }: CheckoutSession): Answer {
  const link = address === null ? undefined : html`<a href="${address}">Go back</a>`;
  return problem(410, "This session has expired", "You were not charged. Start again where you came from.", link);
}
