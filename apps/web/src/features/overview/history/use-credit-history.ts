import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useOrg } from "../../../data/org.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { type CreditDay, creditByDay } from "./credit-by-day.ts";

/** Drawing the chart takes long beside everything else, and a settle hardly changes it. */
const REST_MS = 15_000;

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/**
 * Credit day by day.
 * @param seq the newest entry: the days are asked for anew with it, but not with each
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
