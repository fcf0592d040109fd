export type { EntitlementChangeRow } from "./entitlement.entities.ts";
export { findChange, lockUse, writeChange } from "./entitlement-uses.ts";
export { type Standing, type StandingAndUses, standingAndUses, standingOf } from "./standing.ts";
