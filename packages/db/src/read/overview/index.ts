export { type CreditOfDay, type CreditRead, readCreditByDay } from "./credit-by-day.ts";
export { type Outlook, type OverviewRead, readOverview } from "./read-overview.ts";
