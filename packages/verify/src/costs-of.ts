import type { Snapshot } from "./rows.ts";

/**
 * What a unit of a resource costs by contracts, and by a version of the catalog; without a version, by any of them. As text: a
 * rate in digits of nano-USD, or the text of a price shape.
 */
export function costsOf(
  { rates, plans }: Pick<Snapshot, "rates" | "plans">,
  resource: string,
  version?: number,
): readonly string[] {
  const catalogs = version === undefined ? [...rates.values()] : [rates.get(version)];
  const all = [...catalogs, ...plans.contracts.map((contract) => contract.rates)];
  return all.flatMap((byResource) => byResource?.get(resource) ?? []);
}
