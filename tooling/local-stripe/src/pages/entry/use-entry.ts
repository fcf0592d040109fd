import type { ErrorBody } from "../../protocol/stripe-error.ts";
import type { PaymentIntent, PaymentMethod, SetupIntent } from "../../wire/objects.ts";
import type { PagesHost, PaymentEntry } from "../parts/host.ts";
import { type Problems, problemsOfError } from "./read-entry.ts";

/** What followed from an entry: its intent, and the same again if it waits for the person's bank; or problems. */
export type Used =
  | { readonly intent: string | null; readonly authenticate: string | null }
  | { readonly problems: Problems };

/** Saves a payment method for a customer, as the Billing Portal does: by a setup intent. */
export async function saveMethod(host: PagesHost, customer: string, entry: PaymentEntry): Promise<Used> {
  const method = await methodOf(host, entry);
  if (typeof method !== "string") return method;
  return used<SetupIntent>(
    await host.call("POST", "/v1/setup_intents", {
      customer,
      payment_method: method,
      usage: "off_session",
      confirm: true,
    }),
  );
}

/** Pays with a payment intent while the person is there. */
export async function payIntent(host: PagesHost, intent: string, entry: PaymentEntry): Promise<Used> {
  const method = await methodOf(host, entry);
  if (typeof method !== "string") return method;
  return used<PaymentIntent>(
    await host.call("POST", `/v1/payment_intents/${intent}/confirm`, { payment_method: method }),
  );
}

/** The id of the payment method: a saved one, or one that is made from what was entered. */
async function methodOf(host: PagesHost, { method }: PaymentEntry): Promise<string | Used> {
  if (method.type === "saved") return method.id;
  const { status, body } = await host.call("POST", "/v1/payment_methods", paramsOf(method));
  return status === 200 ? (body as PaymentMethod).id : refused(body);
}

function paramsOf(method: Exclude<PaymentEntry["method"], { type: "saved" }>): object {
  const { type, billing_details } = method;
  if (type === "card") return { type, billing_details, card: method.card };
  if (type === "sepa_debit") return { type, billing_details, sepa_debit: { iban: method.iban } };
  const bank = {
    account_number: method.account_number,
    routing_number: "110000000",
    account_holder_type: "individual",
  };
  return { type, billing_details, us_bank_account: bank };
}

function used<T extends PaymentIntent | SetupIntent>({ status, body }: { status: number; body: unknown }): Used {
  if (status !== 200) return refused(body);
  const intent = body as T;
  return { intent: intent.id, authenticate: intent.status === "requires_action" ? intent.id : null };
}

function refused(body: unknown): Used {
  const { error } = body as { error: ErrorBody };
  return { problems: problemsOfError(error) };
}

/** Pays an invoice that has no payment intent of its own yet. */
export async function payInvoice(host: PagesHost, invoice: string, entry: PaymentEntry): Promise<Used> {
  const method = await methodOf(host, entry);
  if (typeof method !== "string") return method;
  const { status, body } = await host.call("POST", `/v1/invoices/${invoice}/pay`, { payment_method: method });
  return status === 200 ? { intent: null, authenticate: null } : refused(body);
}
