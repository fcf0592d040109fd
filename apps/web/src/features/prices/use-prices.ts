import { useQuery } from "@tanstack/react-query";
import { catalogQuery, orgCatalogQuery } from "../../data/catalog.ts";
import { planQuery } from "../../data/plan.ts";

const NO_RATES: Readonly<Record<string, string>> = {};

/** The prices of an organization, or of everybody. Without its contract, the prices of the catalog are shown. */
export function usePrices(org: string | undefined) {
  const isOwn = org !== undefined;
  const everybody = useQuery({ ...catalogQuery(), enabled: !isOwn });
  const own = useQuery({ ...orgCatalogQuery(org ?? ""), enabled: isOwn });
  const plan = useQuery({ ...planQuery(org ?? ""), enabled: isOwn });
  const { data, error, refetch } = isOwn ? own : everybody;
  return {
    catalog: data,
    contractRates: plan.data?.contract?.rates ?? NO_RATES,
    error: error ?? plan.error,
    refetch: () => {
      void refetch();
      if (isOwn) void plan.refetch();
    },
  };
}
