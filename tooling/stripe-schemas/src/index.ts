export { type Exchange, openSchemas, type StripeSchemas } from "./open-schemas.ts";
export type { Problem } from "./problems.ts";
