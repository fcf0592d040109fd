import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";

/** The names to filter by. They seldom change, so the query is not live. */
export function useFacets(org: string) {
  return useQuery(useTRPC().activity.facets.queryOptions({ org }, { staleTime: 60_000 }));
}
