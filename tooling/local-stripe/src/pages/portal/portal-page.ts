import type { Answer } from "../../server/answer.ts";
import type { Invoice, PaymentMethod, Product, Subscription } from "../../wire/objects.ts";
import { badge } from "../parts/badge.ts";
import { type Html, html } from "../parts/html.ts";
import { page } from "../parts/reply.ts";
import { day, interval, methodName, money } from "../parts/words.ts";
import type { PortalView } from "./portal-view.ts";

interface WholeView extends PortalView {
  readonly merchant: string;
  readonly subscriptions: readonly Subscription[];
  /** The products of the subscriptions. */
  readonly products: readonly Product[];
  readonly methods: readonly PaymentMethod[];
  readonly invoices: readonly Invoice[];
  /** What was done last. */
  readonly done: string | null;
}

const DONE: Readonly<Record<string, string>> = {
  add: "The payment method is saved.",
  cancel: "The subscription is cancelled.",
  default: "This is your default payment method now.",
  remove: "The payment method is removed.",
  resume: "The subscription goes on.",
};

export function portalPage(view: WholeView): Answer {
  const { merchant, portal, customer, done } = view;
  const { features } = portal.configuration;
  const notice = done === null ? undefined : DONE[done];
  return page(
    { title: "Billing" },
    html`${portal.return_url !== null && html`<p class="back"><a href="${portal.return_url}">← Back to ${merchant}</a></p>`}
<h1>Billing</h1>
<p>${customer.name ?? customer.email ?? customer.id} at ${merchant}</p>
${notice && html`<p class="callout good" role="status">${notice}</p>`}
${subscriptionsOf(view)}
${methodsOf(view)}
${features.invoice_history.enabled && invoicesOf(view)}`,
  );
}

function subscriptionsOf({ id, portal, subscriptions, products }: WholeView): Html {
  const canCancel = portal.configuration.features.subscription_cancel.enabled;
  const cards = subscriptions.map((subscription) => {
    const ends = Math.max(...subscription.items.data.map((item) => item.current_period_end));
    const isEnding = subscription.cancel_at !== null || subscription.cancel_at_period_end;
    const lines = subscription.items.data.map(({ price, quantity }) => {
      const amount = money((price.unit_amount ?? 0) * (quantity ?? 1), price.currency);
      return html`<p class="amount">${amount} <span class="hint">${price.recurring && interval(price.recurring)}</span></p>`;
    });
    const names = subscription.items.data.map(({ price }) => products.find((one) => one.id === price.product)?.name);
    return html`<div class="card">
<h3>${names.join(", ") || subscription.id} ${badge(isEnding ? "ends soon" : subscription.status)}</h3>
${lines}
<p>${isEnding ? html`Ends on <strong>${day(subscription.cancel_at ?? ends)}</strong>.` : html`Renews on <strong>${day(ends)}</strong>.`}</p>
${canCancel && !isEnding && html`<p class="buttons"><a class="button" href="/portal/${id}/subscriptions/${subscription.id}/cancel">Cancel subscription</a></p>`}
${isEnding && html`<form method="post" class="buttons"><input type="hidden" name="subscription" value="${subscription.id}"><button name="act" value="resume">Resume subscription</button></form>`}
</div>`;
  });
  return html`<section><h2>Current subscription</h2>${cards.length === 0 ? html`<p class="hint">There is no subscription.</p>` : cards}</section>`;
}

function methodsOf({ id, portal, customer, methods }: WholeView): Html {
  if (!portal.configuration.features.payment_method_update.enabled) return html``;
  const usual = customer.invoice_settings.default_payment_method;
  const rows = methods.map((method) => {
    const name = methodName(method);
    const expiry =
      method.card && html` <span class="hint">expires ${method.card.exp_month} / ${method.card.exp_year}</span>`;
    return html`<li class="row"><span>${name}${expiry} ${method.id === usual && badge("default")}</span>
<form method="post" class="buttons"><input type="hidden" name="method" value="${method.id}">
${method.id !== usual && html`<button name="act" value="default" aria-label="Make default: ${name}">Make default</button>`}
<button name="act" value="remove" aria-label="Remove: ${name}">Remove</button></form></li>`;
  });
  return html`<section><h2>Payment methods</h2>
<ul class="rows">${rows}</ul>
${rows.length === 0 && html`<p class="hint">There is no payment method.</p>`}
<p class="buttons"><a class="button" href="/portal/${id}/payment-methods/add">Add payment method</a></p></section>`;
}

function invoicesOf({ invoices }: WholeView): Html {
  const rows = invoices.map(
    (invoice) => html`<tr><td>${day(invoice.created)}</td>
<td class="money">${money(invoice.total, invoice.currency)}</td><td>${badge(invoice.status ?? "draft")}</td>
<td><a href="/invoices/${invoice.id}">${invoice.number ?? invoice.id}</a> <a href="/invoices/${invoice.id}/pdf" aria-label="PDF of ${invoice.number ?? invoice.id}">PDF</a></td></tr>`,
  );
  if (rows.length === 0) return html`<section><h2>Invoices</h2><p class="hint">There is no invoice.</p></section>`;
  return html`<section><h2>Invoices</h2>
<table class="list"><thead><tr><th scope="col">Date</th><th scope="col" class="money">Amount</th><th scope="col">Status</th><th scope="col">Invoice</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}
