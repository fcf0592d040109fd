import { parseCanonicalPrice } from "@scrip/domain/usage/prices";
import { binaryArrays } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";
import type { LoadedOrg } from "./loaded.ts";

/**
 * Reads the price shapes of the loaded jobs. A job with a shape has the rate 0, so jobs with a rate need no round trip.
 */
export async function loadJobPrices(query: Query, orgs: ReadonlyMap<string, LoadedOrg>): Promise<void> {
  const pairs: [orgId: string, id: string][] = [];
  for (const { ledger } of orgs.values())
    for (const { id, rate } of ledger.jobs.values()) if (rate === 0n) pairs.push([ledger.orgId, id]);
  if (pairs.length === 0) return;
  const rows = await query({
    name: "ledger-load-job-prices",
    text: PRICES,
    values: binaryArrays(["uuid", "uuid"], pairs),
  });
  for (const row of rows) {
    const { org_id: orgId, id, price } = row as unknown as { org_id: string; id: string; price: string };
    const jobs = orgs.get(orgId)?.ledger.jobs;
    const job = jobs?.get(id);
    if (jobs !== undefined && job !== undefined) jobs.set(id, { ...job, price: parseCanonicalPrice(price) });
  }
}

/** Finds rows by their keys, as in `lock_and_load_heads`. */
const PRICES = `
  SELECT j.org_id, j.id, j.price FROM unnest($1::uuid[], $2::uuid[]) AS a (org_id, id)
    CROSS JOIN LATERAL (SELECT * FROM jobs WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS j
  WHERE j.price IS NOT NULL`;
