import type { Operation } from "../protocol/operation.ts";
import { balanceTransactions, charges, refunds } from "./charges.ts";
import { customers } from "./customers.ts";
import { disputes } from "./disputes.ts";
import { events } from "./events.ts";
import { paymentIntents } from "./payment-intents.ts";
import { paymentMethods } from "./payment-methods.ts";
import { prices } from "./prices.ts";
import { products } from "./products.ts";
import { setupIntents } from "./setup-intents.ts";
import { taxIds, taxRates } from "./tax.ts";
import { testClocks } from "./test-clocks.ts";
import { webhookEndpoints } from "./webhook-endpoints.ts";

/** Every call that the local Stripe answers. */
export const OPERATIONS: readonly Operation[] = [
  ...balanceTransactions,
  ...charges,
  ...customers,
  ...disputes,
  ...events,
  ...paymentIntents,
  ...paymentMethods,
  ...prices,
  ...products,
  ...refunds,
  ...setupIntents,
  ...taxIds,
  ...taxRates,
  ...testClocks,
  ...webhookEndpoints,
];
