import type { GatewayCharge, GatewayPage, GatewayPages, ReturnUrls } from "@scrip/domain/billing/gateway";
import { GatewayError } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { findPortal, setUpPortal } from "./account/portal.ts";
import { toCents } from "./cents.ts";
import { ask } from "./errors.ts";
import { toSeconds } from "./instants.ts";
import { type Prices, priceOf } from "./prices.ts";
import { periodTags, tagsOf } from "./tags.ts";
import type { TaxRates } from "./tax-rates.ts";

type SessionParams = Stripe.Checkout.SessionCreateParams;
type LineItem = NonNullable<SessionParams["line_items"]>[number];
type MethodType = NonNullable<SessionParams["allowed_payment_method_types"]>[number];

/** Pages of Checkout, and the Billing Portal. */
export function pages(stripe: Stripe, rates: TaxRates, prices: Prices): GatewayPages {
  const open = async (params: SessionParams, idempotencyKey: string): Promise<GatewayPage> => {
    const { id, url } = await ask(stripe.checkout.sessions.create(params, { idempotencyKey }));
    if (url === null) throw new GatewayError("refused", `The page ${id} is not open any more`);
    return { id, url };
  };
  let portal: string | undefined;
  return {
    openSetup: (key, customer, urls) =>
      open({ mode: "setup", currency: "usd", customer, ...leading(urls) }, `setup:${key}`),

    async openPayment(charge, urls, { methods, expiresAt }) {
      const tax_rates = await rates(charge.tax);
      const params: SessionParams = {
        mode: "payment",
        expires_at: toSeconds(expiresAt),
        customer: charge.customer,
        allowed_payment_method_types: methods.map((method) => method as MethodType),
        line_items: charge.lines.map((line) => itemOf(line, tax_rates)),
        metadata: tagsOf(charge),
        payment_intent_data: { metadata: tagsOf(charge), setup_future_usage: "off_session" },
        ...leading(urls),
      };
      return open(params, charge.attemptId);
    },

    async openSubscription(charge, urls) {
      const tax_rates = await rates(charge.tax);
      const price = await prices(priceOf(charge));
      const params: SessionParams = {
        mode: "subscription",
        customer: charge.customer,
        allowed_payment_method_types: ["card"],
        line_items: [{ price, quantity: 1, tax_rates }],
        metadata: periodTags(charge),
        subscription_data: { metadata: periodTags(charge) },
        ...leading(urls),
      };
      return open(params, charge.attemptId);
    },

    async expire(page) {
      const session = await ask(stripe.checkout.sessions.retrieve(page));
      if (session.status !== "open") return;
      try {
        await ask(stripe.checkout.sessions.expire(page));
      } catch (error) {
        // It was paid or ended in between. The caller reads what became of it.
        if (!(error instanceof GatewayError) || error.kind !== "refused") throw error;
      }
    },

    async openPortal(customer, back) {
      // Without a configuration the page would be that of the dashboard, which may change what Scrip does not follow.
      portal ??= (await findPortal(stripe))?.id ?? (await setUpPortal(stripe)).id;
      const params = { customer, return_url: back, configuration: portal };
      const { url } = await ask(stripe.billingPortal.sessions.create(params));
      return url;
    },
  };
}

function leading({ done, back }: ReturnUrls): Pick<SessionParams, "success_url" | "cancel_url"> {
  return { success_url: done, cancel_url: back };
}

function itemOf({ title, net }: GatewayCharge["lines"][number], tax_rates: string[]): LineItem {
  const price_data = {
    currency: "usd",
    unit_amount: toCents(net),
    tax_behavior: "exclusive" as const,
    product_data: { name: title },
  };
  return { price_data, quantity: 1, tax_rates };
}
