import type { Answer } from "../../server/answer.ts";
import type { Customer, Invoice, PaymentMethod, Product, Subscription } from "../../wire/objects.ts";
import type { PagesHost } from "../parts/host.ts";
import { html } from "../parts/html.ts";
import { readList, readObject } from "../parts/read-object.ts";
import { problem, redirect } from "../parts/reply.ts";
import { answerAddMethod } from "./add-method.ts";
import { answerCancel } from "./cancel-subscription.ts";
import { portalPage } from "./portal-page.ts";
import type { PortalView } from "./portal-view.ts";

/** A request to a page of the Billing Portal. */
export interface PortalRequest {
  /** The session's id. */
  readonly id: string;
  /** What follows the session in the path: nothing, or `payment-methods/add`. */
  readonly rest: string;
  readonly form: URLSearchParams | null;
  readonly search: URLSearchParams;
}

export async function answerPortal(host: PagesHost, request: PortalRequest): Promise<Answer> {
  const { id, rest, form, search } = request;
  const portal = host.portalSession(id);
  const customer = portal && (await readObject<Customer>(host, `/v1/customers/${portal.customer}`));
  if (!portal || !customer) return problem(404, "No such session", "There is no session of the Billing Portal here.");
  const view = { id, portal, customer };
  const cancel = /^subscriptions\/(\w+)\/cancel$/.exec(rest)?.[1];
  if (rest === "payment-methods/add") return answerAddMethod(host, view, form, search);
  if (cancel !== undefined) return answerCancel(host, view, cancel, form);
  if (rest !== "") return problem(404, "No such page", "The Billing Portal has no page at this address.");
  if (form !== null) return change(host, view, form);
  const start = flowPath(view);
  // The flow comes first; the way back to the portal's own page is marked.
  if (start !== null && !search.has("overview")) return redirect(start);
  return show(host, view, search);
}

async function show(host: PagesHost, view: PortalView, search: URLSearchParams): Promise<Answer> {
  const customer = view.customer.id;
  const [subscriptions, methods, invoices] = await Promise.all([
    readList<Subscription>(host, "/v1/subscriptions", { customer }),
    readList<PaymentMethod>(host, `/v1/customers/${customer}/payment_methods`),
    readList<Invoice>(host, "/v1/invoices", { customer, limit: 24 }),
  ]);
  const items = subscriptions.flatMap((subscription) => subscription.items.data);
  const products = await Promise.all(
    [...new Set(items.map(({ price }) => price.product))].map((id) => readObject<Product>(host, `/v1/products/${id}`)),
  );
  return portalPage({
    ...view,
    merchant: host.account().name,
    subscriptions,
    products: products.filter((product) => product !== null),
    methods,
    invoices: invoices.filter(({ status }) => status !== "draft"),
    done: search.get("done"),
  });
}

/** The small changes: a default card, a card removed, a subscription resumed. */
async function change(host: PagesHost, { id, customer }: PortalView, form: URLSearchParams): Promise<Answer> {
  const method = form.get("method") ?? "";
  const subscription = form.get("subscription") ?? "";
  const act = form.get("act");
  const calls: Readonly<Record<string, () => Promise<{ status: number; body: unknown }>>> = {
    default: () =>
      host.call("POST", `/v1/customers/${customer.id}`, { invoice_settings: { default_payment_method: method } }),
    remove: () => host.call("POST", `/v1/payment_methods/${method}/detach`),
    resume: () => resume(host, subscription),
  };
  const run = act === null ? undefined : calls[act];
  if (run === undefined) return problem(400, "Nothing to do", "The form had no button of this page.");
  const { status, body } = await run();
  if (status === 200) return redirect(`/portal/${id}?overview&done=${act}`);
  const { message } = (body as { error: { message: string } }).error;
  return problem(status, "That did not work", message, html`<a href="/portal/${id}?overview">Back</a>`);
}

async function resume(host: PagesHost, id: string) {
  const subscription = await readObject<Subscription>(host, `/v1/subscriptions/${id}`);
  const change = subscription?.cancel_at_period_end === true ? { cancel_at_period_end: false } : { cancel_at: null };
  return host.call("POST", `/v1/subscriptions/${id}`, change);
}

/** Where a session begins that was made for one task. */
function flowPath({ id, portal: { flow } }: PortalView): string | null {
  if (flow?.type === "payment_method_update") return `/portal/${id}/payment-methods/add`;
  if (flow?.type === "subscription_cancel" && flow.subscription_cancel) {
    return `/portal/${id}/subscriptions/${flow.subscription_cancel.subscription}/cancel`;
  }
  return null;
}
