import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { type Coalesced, coalesced } from "../../../data/coalesced.ts";
import { useTRPC } from "../../../data/trpc.ts";
import type { ActivityFilter } from "../filter/activity-filter.ts";

/** The API reads every line of a filter for the sum, so the page fetches it less often than live queries. */
const REST_MS = 5000;

/** What the filtered lines add up to. It is fetched again some time after a newer line arrives. */
export function useSum(org: string, filter: ActivityFilter, newestSeq: number | undefined) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = useMemo(
    () => trpc.activity.sum.queryOptions({ org, ...filter }, { trpc: { abortOnUnmount: true } }),
    [trpc, org, filter],
  );
  const refresh = useRef<Coalesced>(null);
  const seen = useRef<number>(undefined);
  useEffect(() => {
    const current = coalesced(() => void queryClient.invalidateQueries({ queryKey: options.queryKey }), REST_MS);
    refresh.current = current;
    seen.current = undefined;
    return current.stop;
  }, [queryClient, options]);
  useEffect(() => {
    if (newestSeq === undefined) return;
    if (seen.current !== undefined && seen.current !== newestSeq) refresh.current?.request();
    seen.current = newestSeq;
  }, [newestSeq]);
  return useQuery(options);
}
