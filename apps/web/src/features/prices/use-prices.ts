import { useQuery } from "@tanstack/react-query";
import { catalogQuery, orgCatalogQuery } from "../../data/catalog.ts";

/** The prices of an organization, which its contract may replace, or those of everybody. */
export function usePrices(org: string | undefined) {
  const isOwn = org !== undefined;
  const everybody = useQuery({ ...catalogQuery(), enabled: !isOwn });
  const own = useQuery({ ...orgCatalogQuery(org ?? ""), enabled: isOwn });
  const { data, error, refetch } = isOwn ? own : everybody;
  return { catalog: data, error, refetch };
}
