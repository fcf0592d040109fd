import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../../data/trpc.ts";
import type { ActivityFilter } from "../filter/activity-filter.ts";
import { useRefreshed } from "./use-refreshed.ts";

/** What the filtered lines add up to. It is fetched again some time after a newer line arrives. */
export function useSum(org: string, filter: ActivityFilter, newestSeq: number | undefined) {
  const trpc = useTRPC();
  const options = useMemo(
    () => trpc.activity.sum.queryOptions({ org, ...filter }, { trpc: { abortOnUnmount: true } }),
    [trpc, org, filter],
  );
  useRefreshed(options.queryKey, newestSeq);
  return useQuery(options);
}
