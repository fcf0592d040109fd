export { type CountChange, type CountOutcome, changeCount } from "./change-count.ts";
export {
  checkEntitlement,
  type EntitlementCheck,
  type EntitlementState,
  type EntitlementTerms,
  entitlementState,
} from "./check.ts";
export { countedBy, MEMBERS } from "./counted.ts";
