import type { GatewayMethods, SavedMethod } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { ask, find } from "./errors.ts";
import { readMethod } from "./read-method.ts";
import { idOf } from "./tags.ts";

/** The kinds that Scrip offers. Others, made at Stripe by hand, are not shown. */
const KINDS: ReadonlySet<string> = new Set(["card", "us_bank_account", "sepa_debit"]);

/** Saved payment methods of a customer. */
export function methods(stripe: Stripe): GatewayMethods {
  return {
    async list(customer) {
      const found: SavedMethod[] = [];
      const standard = await defaultOf(stripe, customer);
      await ask(
        stripe.customers.listPaymentMethods(customer, { limit: 100 }).autoPagingEach((method) => {
          if (KINDS.has(method.type)) found.push({ ...readMethod(method), isDefault: method.id === standard });
        }),
      );
      return found;
    },
    async setDefault(customer, method) {
      await ask(stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } }));
      // A subscription keeps the card that it began with, and would be renewed with it.
      const { data } = await ask(stripe.subscriptions.list({ customer, limit: 100 }));
      for (const { id, default_payment_method: own } of data) {
        const isOther = own !== null && idOf(own) !== method;
        if (isOther) await ask(stripe.subscriptions.update(id, { default_payment_method: method }));
      }
    },
    async remove(method) {
      const there = await find(stripe.paymentMethods.retrieve(method));
      if (there !== null && there.customer !== null) await ask(stripe.paymentMethods.detach(method));
    },
  };
}

/** The default payment method of a customer. */
export async function defaultOf(stripe: Stripe, customer: string): Promise<string | null> {
  const there = await ask(stripe.customers.retrieve(customer));
  return there.deleted ? null : idOf(there.invoice_settings.default_payment_method);
}
