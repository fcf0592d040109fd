import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { type Coalesced, coalesced } from "../../../data/coalesced.ts";

/** The API reads every line of a filter for a sum, so the page fetches sums less often than live queries. */
const REST_MS = 5000;

/** Fetches a query again some time after a newer line arrives. */
export function useRefreshed(queryKey: QueryKey, newestSeq: number | undefined): void {
  const queryClient = useQueryClient();
  const refresh = useRef<Coalesced>(null);
  const seen = useRef<number>(undefined);
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    const current = coalesced(() => void queryClient.invalidateQueries({ queryKey: JSON.parse(key) }), REST_MS);
    refresh.current = current;
    seen.current = undefined;
    return current.stop;
  }, [queryClient, key]);
  useEffect(() => {
    if (newestSeq === undefined) return;
    if (seen.current !== undefined && seen.current !== newestSeq) refresh.current?.request();
    seen.current = newestSeq;
  }, [newestSeq]);
}
