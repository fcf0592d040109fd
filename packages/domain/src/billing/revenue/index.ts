export { type PlanPayment, type PlanRevenue, planRevenue } from "./plan-revenue.ts";
export { boughtCredit, type PaymentSums, type RevenueAccount, type RevenueLine, revenueAccounts } from "./report.ts";
export { addStatement, type CreditRevenue, NO_CREDIT } from "./revenue.ts";
export { ACCOUNT_WORDS, revenueLineWords } from "./words.ts";
