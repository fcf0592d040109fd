import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";

/** An organization's time, and when the page received it; `undefined` until then. */
export function useOrgTime(org: string) {
  const trpc = useTRPC();
  const { data, dataUpdatedAt } = useQuery(
    trpc.clocks.get.queryOptions({ org }, { staleTime: 60_000, meta: { live: true } }),
  );
  return data === undefined
    ? undefined
    : { at: Date.parse(data.at), receivedAt: dataUpdatedAt, isOnTestClock: data.isOnTestClock };
}
