import type { Answer } from "../../server/answer.ts";
import type { Invoice } from "../../wire/objects.ts";
import { problemBox, type Shown } from "../entry/fields.ts";
import { type Offer, paymentFields, testNumbers } from "../entry/payment-fields.ts";
import { badge } from "../parts/badge.ts";
import { type Html, html } from "../parts/html.ts";
import { page } from "../parts/reply.ts";
import { day, money } from "../parts/words.ts";
import { linesOf } from "./invoice-lines.ts";

interface InvoiceView {
  readonly merchant: string;
  readonly invoice: Invoice;
  readonly offer: Offer;
  readonly shown: Shown;
}

const FORM = "pay";

export function invoicePage(view: InvoiceView): Answer {
  const { merchant, invoice } = view;
  const number = invoice.number ?? invoice.id;
  const rows = linesOf(invoice).map(
    ({ text, amount, isSum }) =>
      html`<tr${isSum && html` class="total"`}><th scope="row">${text}</th><td>${amount}</td></tr>`,
  );
  return page(
    { title: `Invoice ${number}` },
    html`<h1>Invoice ${number} ${badge(invoice.status ?? "draft")}</h1>
<section class="card" aria-label="Invoice">
<p class="amount">${money(invoice.total, invoice.currency)}</p>
<dl><div><dt>From</dt><dd>${merchant}</dd></div>
<div><dt>To</dt><dd>${invoice.customer_name ?? invoice.customer_email ?? "the customer"}</dd></div>
<div><dt>Date</dt><dd>${day(invoice.status_transitions.finalized_at ?? invoice.created)}</dd></div>
${invoice.due_date !== null && html`<div><dt>Due</dt><dd>${day(invoice.due_date)}</dd></div>`}
${invoice.status_transitions.paid_at !== null && html`<div><dt>Paid</dt><dd>${day(invoice.status_transitions.paid_at)}</dd></div>`}</dl>
<table class="sums"><tbody>${rows}</tbody></table>
<p class="buttons"><a class="button" href="/invoices/${invoice.id}/pdf">Download PDF</a></p>
</section>
${invoice.status === "open" && invoice.amount_remaining > 0 && payment(view)}`,
  );
}

function payment({ invoice, offer, shown }: InvoiceView): Html {
  return html`<h2>Pay this invoice</h2>
<div class="with-aside">
<form method="post" id="${FORM}" class="card" novalidate>
${problemBox(shown.problems)}
${paymentFields(shown, offer)}
<button class="main">Pay ${money(invoice.amount_remaining, invoice.currency)}</button>
</form>
${testNumbers(FORM, offer.types)}
</div>`;
}
