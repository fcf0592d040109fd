import type { GatewayRefunds } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { toCents } from "./cents.ts";
import { ask } from "./errors.ts";
import { readRefund } from "./read-payment.ts";

/** Money that an operator pays back. */
export function refunds(stripe: Stripe): GatewayRefunds {
  return {
    async refund(key, payment, gross, reason) {
      const params = {
        payment_intent: payment,
        amount: toCents(gross),
        metadata: { scrip_refund: key, scrip_reason: reason.slice(0, 500) },
      };
      return readRefund(await ask(stripe.refunds.create(params, { idempotencyKey: `refund:${key}` })));
    },
  };
}
