import type { Micros } from "../../money/index.ts";

/** What usage is grouped by. */
export const USAGE_LABELS = ["resource", "project", "member"] as const;
export type UsageLabel = (typeof USAGE_LABELS)[number];

/** The usage of one group on one day. Micro-USD. */
export interface UsagePart {
  /** The value of the label; `null` for usage without it. */
  readonly name: string | null;
  /** The place of the day in the list of days. */
  readonly day: number;
  readonly count: number;
  readonly used: Micros;
  /** What corrections and refunds gave back of earlier usage: credit, and debt that was forgiven. */
  readonly returned: Micros;
}

/** The sums of a group, and what it used on each day. Micro-USD. */
export interface UsageSum {
  readonly count: number;
  readonly used: Micros;
  readonly returned: Micros;
  readonly days: readonly Micros[];
}

/** The sums of the usage with one value of a label. */
export interface UsageGroup extends UsageSum {
  readonly name: string | null;
}

/** Usage by group, the largest first. */
export interface UsageGroups {
  readonly total: UsageSum;
  readonly groups: readonly UsageGroup[];
  /** The groups after the `most` largest ones, added up; `null` if there are none. */
  readonly others: (UsageSum & { readonly groups: number }) | null;
}

/**
 * Adds up usage by group and by day. The sums of all groups are the total.
 * @param days the number of days
 * @param most the number of groups to keep; the others are added up
 * @source docs/rules.md#usage-sums
 */
export function usageGroups(parts: readonly UsagePart[], days: number, most: number): UsageGroups {
  const groups = [...Map.groupBy(parts, ({ name }) => name)]
    .map(([name, own]) => ({ name, ...sumOf(own, days) }))
    .sort(compareGroups);
  return { total: sumOf(parts, days), ...folded(groups, days, most) };
}

/** Keeps the first groups, and adds up the others. */
export function folded(
  groups: readonly UsageGroup[],
  days: number,
  most: number,
): Pick<UsageGroups, "groups" | "others"> {
  const rest = groups.slice(most);
  if (rest.length === 0) return { groups, others: null };
  const parts = rest.flatMap(({ count, used, returned, days: byDay }) => [
    { name: null, day: -1, count, used, returned },
    ...byDay.map((usedOnDay, day) => ({ name: null, day, count: 0, used: usedOnDay, returned: 0n })),
  ]);
  const { days: byDay } = sumOf(parts, days);
  const totals = sumOf(
    parts.filter(({ day }) => day === -1),
    0,
  );
  return { groups: groups.slice(0, most), others: { ...totals, days: byDay, groups: rest.length } };
}

function sumOf(parts: readonly UsagePart[], days: number): UsageSum {
  const byDay = Array.from({ length: days }, () => 0n);
  let count = 0;
  let used = 0n;
  let returned = 0n;
  for (const part of parts) {
    count += part.count;
    used += part.used;
    returned += part.returned;
    if (part.day >= 0 && part.day < days) byDay[part.day] = (byDay[part.day] ?? 0n) + part.used;
  }
  return { count, used, returned, days: byDay };
}

/** The largest use first; equal ones by name, usage without the label last. */
function compareGroups(one: UsageGroup, other: UsageGroup): number {
  if (one.used !== other.used) return one.used > other.used ? -1 : 1;
  if (one.name === null || other.name === null) return Number(one.name === null) - Number(other.name === null);
  return one.name < other.name ? -1 : 1;
}
