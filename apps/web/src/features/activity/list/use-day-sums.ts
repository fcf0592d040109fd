import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { dayAfter, startOf } from "../../../data/days.ts";
import { type Answers, useTRPC } from "../../../data/trpc.ts";
import type { ActivityFilter } from "../filter/activity-filter.ts";
import { type DayGroup, requestsFor } from "./day-groups.ts";
import { useRefreshed } from "./use-refreshed.ts";

/** What the lines of a day add up to. */
export type DaySum = Answers["activity"]["days"]["days"][number];

/**
 * The sums of days, by day. They are those of all lines of a day, also of lines that are not loaded yet.
 * @param days of the loaded lines, the newest first
 */
export function useDaySums(
  org: string,
  filter: ActivityFilter,
  days: readonly DayGroup[],
  newestSeq: number | undefined,
): ReadonlyMap<string, DaySum> {
  const trpc = useTRPC();
  const requests = useMemo(() => requestsFor(days), [days]);
  const queries = useMemo(
    () =>
      requests.map((request, index) =>
        trpc.activity.days.queryOptions(
          {
            org,
            ...filter,
            days: request.map(startOf),
            // The newest day may still go on, and ends with the filter.
            ...(index > 0 && { until: startOf(dayAfter(request.at(-1) ?? "", 1)) }),
          },
          { placeholderData: () => undefined, staleTime: index > 0 ? Number.POSITIVE_INFINITY : 0 },
        ),
      ),
    [trpc, org, filter, requests],
  );
  useRefreshed(queries[0]?.queryKey ?? [], newestSeq);
  const answers = useQueries({ queries, combine: (results) => results.map(({ data }) => data) });
  return useMemo(
    () =>
      new Map(
        requests.flatMap((request, index) =>
          request.flatMap((day, place): [string, DaySum][] => {
            const sum = answers[index]?.days[place];
            return sum === undefined ? [] : [[day, sum]];
          }),
        ),
      ),
    [requests, answers],
  );
}
