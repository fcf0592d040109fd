import { rateIn } from "./rate-in.ts";
import type { Snapshot } from "./rows.ts";

/**
 * The plain rates of a resource by contracts, and by a version of the catalog; without a version, by any of them. Nano-USD.
 */
export function ratesOf(
  { rates, plans }: Pick<Snapshot, "rates" | "plans">,
  resource: string,
  version?: number,
): readonly bigint[] {
  const catalogs = version === undefined ? [...rates.values()] : [rates.get(version)];
  const all = [...catalogs, ...plans.contracts.map((contract) => contract.rates)];
  return all.flatMap((byResource) => rateIn(byResource?.get(resource)) ?? []);
}
