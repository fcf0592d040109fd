import type { Command } from "@scrip/domain/ledger";
import type { Query } from "../../connection/query.ts";
import { type StoredRates, toUnitCost } from "../../plans/contract-rates.ts";
import type { Submitted } from "../keys/submitted.ts";
import type { LoadedOrg } from "./loaded.ts";

/** The commands that look at prices. */
const PRICED: readonly Command["kind"][] = ["startJob", "charge", "startEndpoint", "scaleEndpoint", "recordUsage"];

/**
 * Reads the prices of contracts in force for the commands of a batch that look at prices. It takes a round trip of its
 * own, which a batch without contracts does not make.
 * @param orgs are locked, so that no contract starts or ends meanwhile
 */
export async function loadContractRates(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  batch: readonly Submitted[],
): Promise<void> {
  const orgIds = new Set<string>();
  for (const { command } of batch) if (PRICED.includes(command.kind)) orgIds.add(command.orgId);
  await readContractRates(
    query,
    [...orgIds].flatMap((orgId) => orgs.get(orgId) ?? []),
  );
}

/** Reads the prices of the contracts in force of these organizations. */
export async function readContractRates(query: Query, orgs: readonly LoadedOrg[]): Promise<void> {
  const withContract = new Map(orgs.flatMap((org) => (org.hasContract ? [[org.ledger.orgId, org]] : [])));
  if (withContract.size === 0) return;
  const rows = await query({
    name: "ledger-load-contract-rates",
    text: "SELECT org_id, rates::text AS rates FROM contracts WHERE org_id = ANY ($1) AND state = 'running'",
    values: [[...withContract.keys()]],
  });
  for (const row of rows) {
    const { org_id: orgId, rates } = row as unknown as { readonly org_id: string; readonly rates: string };
    const org = withContract.get(orgId);
    const byResource = Object.entries(JSON.parse(rates) as StoredRates);
    if (org !== undefined) org.ledger.contractRates = new Map(byResource.map(([id, cost]) => [id, toUnitCost(cost)]));
  }
}
