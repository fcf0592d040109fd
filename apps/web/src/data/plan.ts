import { type Answers, trpc } from "./trpc.ts";

/** An organization's plan: where it stands, what comes next, and its limits with their use. */
export type Plan = Answers["plans"]["get"];

export const planQuery = (org: string) => trpc.plans.get.queryOptions({ org }, { meta: { live: true } });

/** What the organization may do by its plan or contract, with the use of what is counted. */
export const entitlementsQuery = (org: string) => trpc.entitlements.list.queryOptions({ org });

/** What a period of a plan costs the organization, with tax, and how it would be paid. */
export type PlanQuote = Answers["plans"]["quote"];

export const planQuoteQuery = (org: string, plan: string, interval: "month" | "year") =>
  trpc.plans.quote.queryOptions({ org, plan, interval });
