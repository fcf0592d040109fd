import type { Answer } from "../../server/answer.ts";
import type { CheckoutSession, Customer, LineItem } from "../../wire/objects.ts";
import { problemBox, type Shown } from "../entry/fields.ts";
import { type Offer, paymentFields, testNumbers } from "../entry/payment-fields.ts";
import { type Html, html } from "../parts/html.ts";
import { page } from "../parts/reply.ts";
import { interval, money } from "../parts/words.ts";

interface CheckoutView {
  readonly merchant: string;
  readonly session: CheckoutSession;
  readonly items: readonly LineItem[];
  readonly customer: Customer | null;
  readonly offer: Offer;
  readonly shown: Shown;
}

const FORM = "pay";

export function checkoutPage(view: CheckoutView): Answer {
  const { merchant, session, customer, offer, shown } = view;
  const title = titleOf(session);
  return page(
    { title, leadsTo: [session.success_url] },
    html`${session.cancel_url !== null && html`<p class="back"><a href="${session.cancel_url}">← Back to ${merchant}</a></p>`}
<h1>${title}</h1>
${summary(view)}
<div class="with-aside">
<form method="post" id="${FORM}" class="card" novalidate>
${problemBox(shown.problems)}
${customer?.email != null && html`<p>For <strong>${customer.email}</strong></p>`}
${paymentFields(shown, offer)}
${session.custom_text.submit !== null && html`<p class="hint">${session.custom_text.submit.message}</p>`}
<button class="main">${buttonOf(session)}</button>
${session.mode === "subscription" && html`<p class="hint">${merchant} charges this payment method until you cancel.</p>`}
</form>
${testNumbers(FORM, offer.types)}
</div>`,
  );
}

function titleOf({ mode }: CheckoutSession): string {
  if (mode === "setup") return "Save a payment method";
  return mode === "subscription" ? "Subscribe" : "Pay";
}

function buttonOf({ mode, amount_total, currency }: CheckoutSession): string {
  if (mode === "setup") return "Save payment method";
  if (mode === "subscription") return "Subscribe";
  return `Pay ${money(amount_total ?? 0, currency ?? "usd")}`;
}

/** What is bought, and what it costs: each line, the tax, and the sum. */
function summary({ session, items }: CheckoutView): Html {
  const { currency, amount_total: total } = session;
  if (currency === null || total === null || session.mode === "setup") return html``;
  const { amount_tax: tax = 0, amount_discount: discount = 0 } = session.total_details ?? {};
  const lines = items.map((item) => {
    const { recurring } = item.price ?? {};
    return html`<tr><th scope="row">${item.description}${(item.quantity ?? 1) > 1 && html` × ${item.quantity}`}${recurring && html`<span class="hint">${interval(recurring)}</span>`}</th><td>${money(item.amount_subtotal, item.currency)}</td></tr>`;
  });
  const isMore = tax > 0 || discount > 0 || session.automatic_tax.enabled;
  return html`<section class="card" aria-label="Order">
<p class="amount">${money(total, currency)}</p>
<table class="sums"><tbody>${lines}
${isMore && html`<tr><th scope="row">Subtotal</th><td>${money(session.amount_subtotal ?? total, currency)}</td></tr>`}
${discount > 0 && html`<tr><th scope="row">Discount</th><td>−${money(discount, currency)}</td></tr>`}
${(tax > 0 || session.automatic_tax.enabled) && html`<tr><th scope="row">Tax</th><td>${tax === 0 && session.automatic_tax.status === "requires_location_inputs" ? "follows from your address" : money(tax, currency)}</td></tr>`}
<tr class="total"><th scope="row">Total due today</th><td>${money(total, currency)}</td></tr></tbody></table>
</section>`;
}
