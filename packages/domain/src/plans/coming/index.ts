export { type ComingGrant, comingCredit, type PlanAhead } from "./coming-credit.ts";
