import type { PlanPrice } from "../prices.ts";

/** What the account of Stripe must have for a platform. */
export interface WantedAccount {
  /** The prices of the catalog's plans. */
  readonly prices: readonly PlanPrice[];
  /** Where Stripe sends its events: `https://credit.example.com/webhooks/stripe`. */
  readonly webhookUrl: string;
}
