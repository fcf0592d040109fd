import type { Answer } from "../../server/answer.ts";
import type { LoggedRequest } from "../../server/request-log.ts";
import type { Delivery } from "../../webhooks/deliverer.ts";
import type { PaymentIntent, StripeEvent, TestClock } from "../../wire/objects.ts";
import { type Html, html } from "../parts/html.ts";
import { page } from "../parts/reply.ts";
import { instant, money } from "../parts/words.ts";
import { type FaultView, faultForms } from "./fault-forms.ts";

export interface ConsoleView extends FaultView {
  readonly requests: readonly LoggedRequest[];
  readonly events: readonly StripeEvent[];
  readonly deliveries: readonly Delivery[];
  readonly processing: readonly PaymentIntent[];
  readonly clocks: readonly TestClock[];
  /** What was done last. */
  readonly done: string | null;
}

const DONE: Readonly<Record<string, string>> = {
  resend: "The event is on its way again.",
  switches: "The switches of the webhooks are set.",
  "add-fault": "The next call that fits will fail.",
  "clear-faults": "No call will fail.",
  "release-calls": "The calls go on.",
  succeeds: "The payment has succeeded.",
  fails: "The payment has failed.",
  advance: "The clock has moved on.",
};

export function consolePage(view: ConsoleView): Answer {
  const notice = view.done === null ? undefined : DONE[view.done];
  return page(
    { title: "Requests and events", isWide: true },
    html`<h1>Requests and events</h1>
${notice && html`<p class="callout good" role="status">${notice}</p>`}
<nav aria-label="Parts"><a href="#events">Events</a> <a href="#requests">Requests</a> <a href="#faults">Faults</a> <a href="/">Refresh</a></nav>
${processingOf(view)}
${clocksOf(view)}
<div class="columns">
<section aria-labelledby="events"><h2 id="events">Events</h2>${eventsOf(view)}</section>
<section aria-labelledby="requests"><h2 id="requests">Requests</h2>${requestsOf(view)}</section>
</div>
<section aria-labelledby="faults"><h2 id="faults">Faults</h2>${faultForms(view)}</section>`,
  );
}

function eventsOf({ events, deliveries }: ConsoleView): Html {
  if (events.length === 0) return html`<p class="hint">There is no event yet. Each change of an object makes one.</p>`;
  const byEvent = Map.groupBy(deliveries, ({ event }) => event);
  const rows = events.map((event) => {
    const tries = byEvent.get(event.id) ?? [];
    return html`<li class="row"><details><summary><span class="mono">${event.type}</span> <span class="hint">${instant(event.created * 1000)}</span> ${delivered(tries)}</summary>
<p class="hint mono">${event.id}</p>
${tries.length > 0 && html`<ul class="lines">${tries.map(tried)}</ul>`}
${json("The event", event)}</details>
<form method="post" class="buttons"><input type="hidden" name="event" value="${event.id}"><button name="act" value="resend" aria-label="Send again: ${event.type} ${event.id}">Send again</button></form></li>`;
  });
  return html`<ul class="rows">${rows}</ul>`;
}

/** How the last try ended. */
function delivered([last]: readonly Delivery[]): Html {
  if (last === undefined) return html`<span class="badge plain">not sent</span>`;
  return last.status !== null && last.status < 300
    ? html`<span class="badge good">delivered</span>`
    : html`<span class="badge bad">${last.status ?? "no answer"}</span>`;
}

function tried({ at, endpoint, status }: Delivery): Html {
  return html`<li class="hint">${instant(at)}, to <span class="mono">${endpoint}</span>: ${status ?? "no answer"}</li>`;
}

function requestsOf({ requests }: ConsoleView): Html {
  if (requests.length === 0) return html`<p class="hint">There is no request yet.</p>`;
  const rows = requests.map((request) => {
    const kind = request.status < 400 ? "good" : "bad";
    return html`<li class="row"><details><summary><span class="badge ${kind}">${request.isDropped ? "dropped" : request.status}</span> <span class="mono">${request.method} ${request.path}</span> <span class="hint">${instant(request.at)}</span></summary>
<p class="hint mono">${request.id}${request.idempotencyKey !== null && html`, key ${request.idempotencyKey}`}${request.isReplay && html`, answered as before`}</p>
${request.form !== "" && json("Parameters", Object.fromEntries(new URLSearchParams(request.form)))}
${text("Answer", request.body)}</details></li>`;
  });
  return html`<ul class="rows">${rows}</ul>`;
}

const json = (label: string, value: unknown): Html => text(label, JSON.stringify(value, null, 2));

/** A long text, which the keyboard can scroll. */
function text(label: string, content: string): Html {
  return html`<pre tabindex="0" role="region" aria-label="${label}">${content}</pre>`;
}

function processingOf({ processing }: ConsoleView): Html {
  if (processing.length === 0) return html``;
  const rows = processing.map(
    ({
      id,
      amount,
      currency,
    }) => html`<li class="row"><span>${money(amount, currency)} <span class="hint mono">${id}</span></span>
<form method="post" class="buttons"><input type="hidden" name="intent" value="${id}"><button name="act" value="succeeds">Succeed now</button> <button name="act" value="fails">Fail now</button></form></li>`,
  );
  return html`<section><h2>Payments that the bank has not decided on</h2><ul class="rows">${rows}</ul></section>`;
}

function clocksOf({ clocks }: ConsoleView): Html {
  if (clocks.length === 0) return html``;
  const rows = clocks.map(
    ({
      id,
      name,
      frozen_time,
    }) => html`<li class="row"><span>${name ?? "Test clock"} <span class="hint">${instant(frozen_time * 1000)}, <span class="mono">${id}</span></span></span>
<form method="post" class="buttons"><input type="hidden" name="clock" value="${id}"><label>Days <input name="days" inputmode="numeric" value="1" size="4"></label> <button name="act" value="advance">Move on</button></form></li>`,
  );
  return html`<section><h2>Test clocks</h2><ul class="rows">${rows}</ul></section>`;
}
