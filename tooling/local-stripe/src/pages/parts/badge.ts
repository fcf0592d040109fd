import { type Html, html } from "./html.ts";

const GOOD = ["active", "paid", "default", "trialing"];
const BAD = ["past_due", "unpaid", "uncollectible", "incomplete"];

/** The status of an object, as Stripe names it. */
export function badge(status: string): Html {
  const kind = GOOD.includes(status) ? "good" : BAD.includes(status) ? "bad" : "plain";
  return html`<span class="badge ${kind}">${status.replaceAll("_", " ")}</span>`;
}
