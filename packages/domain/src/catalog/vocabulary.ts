/** The unit in which each kind of work is metered. Work of different units never shares a resource. */
export const UNIT_OF_KIND = {
  training: "hour",
  endpoint: "hour",
  storage: "gb-month",
  network: "gb",
  export: "each",
} as const;

/** What a resource can be used for; each kind has a policy of its own. */
export type KindOfWork = keyof typeof UNIT_OF_KIND;

/** What a rate is per: an hour, a GB (10^9 bytes) kept for a calendar month, a GB, or one of a thing. */
export type Unit = (typeof UNIT_OF_KIND)[KindOfWork];

/** The kinds of work metered in one unit, such as `training` and `endpoint` by the hour. */
export type KindMeteredIn<U extends Unit> = {
  [K in KindOfWork]: (typeof UNIT_OF_KIND)[K] extends U ? K : never;
}[KindOfWork];

/** All kinds of work, in the order in which they are shown. */
export const KINDS_OF_WORK = Object.keys(UNIT_OF_KIND) as readonly KindOfWork[];

/** Whether a text from outside is a kind of work. */
export function isKindOfWork(text: string): text is KindOfWork {
  return Object.hasOwn(UNIT_OF_KIND, text);
}

/** How often a subscription is paid. */
export type BillingPeriod = "monthly" | "yearly";

/** How work can end. */
export type EndState = "completed" | "cancelled" | "failedByUser" | "failedByPlatform";

/** What is charged at an end: all the time up to it, or only what was settled before. */
export type EndCharge = "all_time" | "settled_only";
