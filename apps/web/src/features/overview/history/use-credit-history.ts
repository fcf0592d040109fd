import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useOrg } from "../../../data/org.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { type CreditDay, creditByDay } from "./credit-by-day.ts";

/** Drawing the chart is slow and a settle hardly changes it, so the query is not live and rests this long. */
const REST_MS = 15_000;

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/**
 * The credit of each day, past and expected.
 * @param seq the newest entry; a new one fetches the days again, at most every `REST_MS`
 */
export function useCreditHistory(seq: number) {
  const org = useOrg();
  const trpc = useTRPC();
  const { data, error, dataUpdatedAt, refetch } = useQuery(
    trpc.overview.burn.queryOptions({ org: org.id, zone }, { staleTime: REST_MS }),
  );
  useEffect(() => {
    if (dataUpdatedAt > 0 && Date.now() - dataUpdatedAt > REST_MS) void refetch();
  }, [seq]);
  const rows = useMemo<CreditDay[] | undefined>(
    () => (data === undefined ? undefined : creditByDay(data, zone)),
    [data],
  );
  return { rows, error, refetch };
}
