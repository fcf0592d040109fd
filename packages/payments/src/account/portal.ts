import type Stripe from "stripe";
import { ask } from "../errors.ts";

/** The mark of Scrip's configuration. The account may have others, for other products. */
const MARK = "scrip_portal";

/**
 * What the Billing Portal offers: cards, invoices, and the end of a subscription with its period. Plans, names and
 * addresses change in Scrip alone, which would not hear of them in time.
 */
const FEATURES = {
  customer_update: { enabled: false },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: { enabled: true, mode: "at_period_end", proration_behavior: "none" },
  subscription_update: { enabled: false },
} as const satisfies Stripe.BillingPortal.ConfigurationCreateParams.Features;

/** Finds Scrip's configuration of the Billing Portal. */
export async function findPortal(stripe: Stripe): Promise<Stripe.BillingPortal.Configuration | undefined> {
  const { data } = await ask(stripe.billingPortal.configurations.list({ active: true, limit: 100 }));
  return data.find(({ metadata }) => metadata?.[MARK] === "1");
}

/** Makes Scrip's configuration of the Billing Portal, or gives it the features that it should have. Safe to repeat. */
export async function setUpPortal(stripe: Stripe): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const there = await findPortal(stripe);
  if (there !== undefined) {
    if (!isPortalRight(there)) await ask(stripe.billingPortal.configurations.update(there.id, { features: FEATURES }));
    return { id: there.id, isNew: false };
  }
  const params = { features: FEATURES, metadata: { [MARK]: "1" } };
  const { id } = await ask(stripe.billingPortal.configurations.create(params, { idempotencyKey: "portal" }));
  return { id, isNew: true };
}

/** Whether a configuration offers what it should, and nothing that Scrip would not follow. */
export function isPortalRight({ features }: Stripe.BillingPortal.Configuration): boolean {
  const { customer_update, invoice_history, payment_method_update, subscription_cancel, subscription_update } =
    features;
  const isOffered = invoice_history.enabled && payment_method_update.enabled && subscription_cancel.enabled;
  return (
    isOffered &&
    subscription_cancel.mode === "at_period_end" &&
    !customer_update.enabled &&
    !subscription_update.enabled
  );
}
