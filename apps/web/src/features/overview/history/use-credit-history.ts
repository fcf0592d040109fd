import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useOrg } from "../../../data/org.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { ZONE } from "../../../data/zone.ts";
import type { ChartDays } from "./chart-search.ts";
import { type CreditDay, creditByDay } from "./credit-by-day.ts";

/** Drawing the chart is slow and a settle hardly changes it, so the query is not live and rests this long. */
const REST_MS = 15_000;

const COUNTS = { 7: 7, 30: 30, 90: 90 } as const satisfies Record<ChartDays, number>;

/**
 * The credit and the usage of each day, and the expected credit.
 * @param seq the newest entry; a new one fetches the days again, at most every `REST_MS`
 */
export function useCreditHistory(seq: number, days: ChartDays) {
  const org = useOrg();
  const trpc = useTRPC();
  const { data, error, dataUpdatedAt, refetch, isPlaceholderData } = useQuery(
    trpc.overview.burn.queryOptions({ org: org.id, zone: ZONE, days: COUNTS[days] }, { staleTime: REST_MS }),
  );
  useEffect(() => {
    if (dataUpdatedAt > 0 && Date.now() - dataUpdatedAt > REST_MS) void refetch();
  }, [seq]);
  const rows = useMemo<CreditDay[] | undefined>(
    () => (data === undefined ? undefined : creditByDay(data, ZONE)),
    [data],
  );
  return { rows, error, refetch, isStale: isPlaceholderData };
}
