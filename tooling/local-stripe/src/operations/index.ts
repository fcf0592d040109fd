import type { Operation } from "../calls/operation.ts";
import { account } from "./account.ts";
import { balanceTransactions, charges, refunds } from "./charges.ts";
import { checkoutSessions } from "./checkout-sessions.ts";
import { creditNotes } from "./credit-notes.ts";
import { customers } from "./customers.ts";
import { disputes } from "./disputes.ts";
import { events } from "./events.ts";
import { invoiceItems, invoicePayments, invoices } from "./invoices.ts";
import { paymentIntents } from "./payment-intents.ts";
import { paymentMethods } from "./payment-methods.ts";
import { portal } from "./portal.ts";
import { prices } from "./prices.ts";
import { products } from "./products.ts";
import { setupIntents } from "./setup-intents.ts";
import { subscriptionItems, subscriptions } from "./subscriptions.ts";
import { taxIds, taxRates } from "./tax.ts";
import { testClocks } from "./test-clocks.ts";
import { webhookEndpoints } from "./webhook-endpoints.ts";

/** Every call that the local Stripe answers. */
export const OPERATIONS: readonly Operation[] = [
  ...account,
  ...balanceTransactions,
  ...charges,
  ...checkoutSessions,
  ...creditNotes,
  ...customers,
  ...disputes,
  ...events,
  ...invoiceItems,
  ...invoicePayments,
  ...invoices,
  ...paymentIntents,
  ...paymentMethods,
  ...portal,
  ...prices,
  ...products,
  ...refunds,
  ...setupIntents,
  ...subscriptionItems,
  ...subscriptions,
  ...taxIds,
  ...taxRates,
  ...testClocks,
  ...webhookEndpoints,
];
