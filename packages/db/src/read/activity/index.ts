export { type ActivityFacets, activityFacets } from "./activity-facets.ts";
export type { ActivityFilter } from "./activity-filter.ts";
export { type ActivityLine, type ActivityPage, type ActivityWindow, listActivity } from "./list-activity.ts";
export { type ChargeInFull, type EntryFound, type EntryInFull, type GrantPosting, readEntry } from "./read-entry.ts";
export { type KindSum, sumActivity } from "./sum-activity.ts";
