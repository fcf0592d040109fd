import { readRevenue } from "@scrip/db/read/billing/read-revenue";
import {
  boughtCredit,
  type PaymentSums,
  planRevenue,
  type RevenueAccount,
  revenueAccounts,
} from "@scrip/domain/billing/revenue";
import type { MonthSpan } from "@scrip/domain/billing/statement";
import type { Micros } from "@scrip/domain/money";
import type { Deps } from "../../deps.ts";

/** The revenue of a month over all organizations that follow the real time. */
export interface RevenueReport {
  readonly accounts: readonly RevenueAccount[];
  readonly organizations: number;
  readonly onTestClocks: number;
  readonly purchases: PaymentSums;
  readonly subscriptions: PaymentSums;
  readonly refunds: PaymentSums;
  /** The credit that purchases gave, by the entries. Micro-USD. */
  readonly bought: Micros;
}

/**
 * Reports the revenue of a month for accountants. It ties: the accounts lead from opening to closing, and the credit that
 * purchases gave is the net of their payments.
 * @source docs/rules.md#revenue
 */
export async function revenueOfMonth({ verify }: Pick<Deps, "verify">, span: MonthSpan): Promise<RevenueReport> {
  const { credit, plans, ...rest } = await readRevenue(verify, span);
  return { ...rest, accounts: revenueAccounts(credit, planRevenue(plans, span)), bought: boughtCredit(credit) };
}
