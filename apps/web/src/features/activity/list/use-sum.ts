import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { type Coalesced, coalesced } from "../../../data/coalesced.ts";
import { trpcClient } from "../../../data/trpc.ts";
import type { ActivityFilter } from "../filter/activity-filter.ts";

/** All lines of a filter are read for it, so it is asked for more rarely than the rest. */
const REST_MS = 5000;

/** What the filtered lines add up to, again some time after a newer one is there. */
export function useSum(org: string, filter: ActivityFilter, newestSeq: number | undefined) {
  const queryClient = useQueryClient();
  const queryKey = useMemo(() => ["activity-sum", { org, ...filter }], [org, filter]);
  const refresh = useRef<Coalesced>(null);
  const seen = useRef<number>(undefined);
  useEffect(() => {
    const made = coalesced(() => void queryClient.invalidateQueries({ queryKey }), REST_MS);
    [refresh.current, seen.current] = [made, undefined];
    return made.stop;
  }, [queryClient, queryKey]);
  useEffect(() => {
    if (newestSeq === undefined) return;
    if (seen.current !== undefined && seen.current !== newestSeq) refresh.current?.want();
    seen.current = newestSeq;
  }, [newestSeq]);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => trpcClient.activity.sum.query({ org, ...filter }, { signal }),
  });
}
