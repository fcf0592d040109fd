export { type CountChange, type CountOutcome, changeCount } from "./change-count.ts";
export {
  checkEntitlement,
  type EntitlementCheck,
  type EntitlementState,
  entitlementState,
} from "./check.ts";
export { countedBy, MEMBERS } from "./counted.ts";
export { type EntitlementTerms, entitlementOf } from "./entitlement-of.ts";
