import type { Answers } from "../../data/trpc.ts";
import type { UsageSearch, UsageView } from "./usage-search.ts";
import { groupWords, shareWords, wordsOfDay } from "./usage-words.ts";

/** A line of the table. Amounts are digits of micro-USD. */
export interface UsageRow {
  readonly key: string;
  readonly name: string;
  /** The number of charges; `null` for a day, whose sums have none. */
  readonly count: number | null;
  readonly returned: string | null;
  readonly used: string;
  readonly share: string;
  /** The filters and days of the row's charges on the page of activities; `null` for several groups. */
  readonly activity: Readonly<Record<string, string>> | null;
}

/** The lines of the table: a group each, the largest first, or a day each, the newest first. */
export function usageRows(
  { groups, others, total }: Answers["usage"]["sum"],
  { view, search, days }: { readonly view: UsageView; readonly search: UsageSearch; readonly days: readonly string[] },
): UsageRow[] {
  const all = BigInt(total.used);
  const share = (used: string) => shareWords(BigInt(used), all);
  const { by: _by, ...filters } = search;
  const shown = { kind: "usage", ...filters };
  if (view === "day") {
    const { range: _range, from: _from, to: _to, ...labels } = shown;
    return days
      .map((day, index): UsageRow => {
        const used = total.days[index] ?? "0";
        const activity = { ...labels, from: day, to: day };
        return { key: day, name: wordsOfDay(day), count: null, returned: null, used, share: share(used), activity };
      })
      .toReversed();
  }
  const rows = groups.map(({ name, count, used, returned }): UsageRow => {
    const activity = name === null ? null : { ...shown, [view]: name };
    return { key: `group ${name}`, name: groupWords(view, name), count, returned, used, share: share(used), activity };
  });
  if (others === null) return rows;
  const { count, returned, used } = others;
  return [
    ...rows,
    { key: "others", name: `${others.groups} others`, count, returned, used, share: share(used), activity: null },
  ];
}
