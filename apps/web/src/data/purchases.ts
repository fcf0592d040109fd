import { type Answers, trpc, trpcClient } from "./trpc.ts";

/** A payment of an organization, as far as it has come. */
export type Purchase = Answers["billing"]["purchases"]["start"];

/** What an amount of credit costs. */
export type PurchaseQuote = Answers["billing"]["purchases"]["quote"];

/** The payments that have no outcome yet, and whether the platform takes payments. */
export const openPurchasesQuery = (org: string) =>
  trpc.billing.purchases.open.queryOptions({ org }, { meta: { live: true } });

/** What an amount of credit costs now. @param amount micro-USD in digits */
export const purchaseQuoteQuery = (org: string, amount: string) =>
  trpc.billing.purchases.quote.queryOptions({ org, amount });

/** Looks up what became of a payment. */
export const followPurchase = (org: string, attempt: string) =>
  trpcClient.billing.purchases.follow.mutate({ org, attempt });
