import { useQuery } from "@tanstack/react-query";
import { trpcClient } from "./trpc.ts";

/** The names that there are to filter by. They seldom change, so they are not asked for with every entry. */
export function useFacets(org: string) {
  return useQuery({
    queryKey: ["activity-facets", { org }],
    queryFn: ({ signal }) => trpcClient.activity.facets.query({ org }, { signal }),
    staleTime: 60_000,
  });
}
