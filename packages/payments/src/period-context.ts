import type Stripe from "stripe";
import type { Prices } from "./prices.ts";
import type { TaxRates } from "./tax-rates.ts";

/** What payments of periods work with. */
export interface PeriodContext {
  readonly stripe: Stripe;
  readonly rates: TaxRates;
  readonly prices: Prices;
}
