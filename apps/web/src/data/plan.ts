import { type Answers, trpc } from "./trpc.ts";

/** An organization's plan: where it stands, what comes next, and its limits with their use. */
export type Plan = Answers["plans"]["get"];

export const planQuery = (org: string) => trpc.plans.get.queryOptions({ org }, { meta: { live: true } });

/** What the organization may do by its plan or contract, with the use of what is counted. */
export const entitlementsQuery = (org: string) => trpc.entitlements.list.queryOptions({ org });
