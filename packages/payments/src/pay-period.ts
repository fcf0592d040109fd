import type { GatewayOutcome, PeriodCharge } from "@scrip/domain/billing/gateway";
import { GatewayError } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { beginSubscription } from "./begin-subscription.ts";
import { toCents } from "./cents.ts";
import { collectInvoice } from "./collect-invoice.ts";
import { ask, find } from "./errors.ts";
import { toSeconds } from "./instants.ts";
import { invoiceOutcome, OF_INVOICE } from "./invoice-outcome.ts";
import type { PeriodContext } from "./period-context.ts";
import { replaceSubscription } from "./replace-subscription.ts";
import { isEndingOf } from "./subscription-state.ts";

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** How far Stripe's periods may be from Scrip's: both clamp days to the month's end, but from different anchors. */
const DRIFT = 5 * DAY;

/** How long Stripe may take to make the invoice of a period. */
const LATE = 2 * HOUR;

/** Takes the payment of a period. Each step looks at what is there, so it is safe to repeat. */
export async function payPeriod(
  context: PeriodContext,
  charge: PeriodCharge,
  subscription: string | null,
): Promise<GatewayOutcome> {
  if (subscription === null && charge.month === 0) return beginSubscription(context, charge);
  const there = subscription === null ? null : await find(context.stripe.subscriptions.retrieve(subscription));
  if (there === null) return replaceSubscription(context, charge, null);
  const invoice = await invoiceOf(context.stripe, there, charge);
  if (invoice === null && isAwaited(there, charge)) {
    throw new GatewayError("unavailable", `Stripe has not made the invoice of ${there.id} for the period yet`);
  }
  if (invoice !== null) {
    const outcome = await invoiceOutcome(context.stripe, invoice, null);
    if (outcome.seen.kind === "processing") return outcome;
  }
  if (invoice !== null && (invoice.status === "paid" || isAsAgreed(there, invoice, charge))) {
    return collectInvoice(context.stripe, invoice, charge);
  }
  return replaceSubscription(context, charge, there);
}

/** The invoice of the subscription whose period starts nearest to the start of Scrip's. */
async function invoiceOf(
  stripe: Stripe,
  { id }: Stripe.Subscription,
  { startsAt }: PeriodCharge,
): Promise<Stripe.Invoice | null> {
  const expand = OF_INVOICE.map((field) => `data.${field}`);
  // An invoice is made when its period begins, so the older ones need not be read.
  const created = { gte: toSeconds(startsAt) - DRIFT };
  const { data } = await ask(stripe.invoices.list({ subscription: id, created, limit: 100, expand }));
  const near = data
    .filter(({ status }) => status !== "void")
    .map((invoice) => ({ invoice, distance: Math.abs(startOf(invoice) - toSeconds(startsAt)) }))
    .filter(({ distance }) => distance <= DRIFT)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.invoice ?? null;
}

const startOf = ({ lines, created }: Stripe.Invoice): number => lines.data[0]?.period.start ?? created;

/** Whether Stripe will still make the invoice. A customer on a test clock has it as soon as the clock arrives. */
function isAwaited(there: Stripe.Subscription, { startsAt }: PeriodCharge): boolean {
  if (there.ended_at !== null || isEndingOf(there) || there.test_clock !== null) return false;
  return Date.now() / 1000 < toSeconds(startsAt) + LATE;
}

/** Whether the subscription and its invoice are still what is sold. */
function isAsAgreed(there: Stripe.Subscription, invoice: Stripe.Invoice, charge: PeriodCharge): boolean {
  const isLive = there.ended_at === null && !isEndingOf(there);
  const interval = there.items.data[0]?.price.recurring?.interval;
  return isLive && interval === charge.interval && invoice.total === toCents(charge.gross);
}
