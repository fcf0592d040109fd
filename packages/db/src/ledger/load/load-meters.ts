import { type Command, needsOf, noMeters, putEndpoint } from "@scrip/domain/ledger";
import { binaryArrays } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";
import { ENDPOINT_COLUMNS, type FoundEndpoint, toEndpoint } from "../../usage/endpoints/endpoints.ts";
import type { Submitted } from "../keys/submitted.ts";
import type { LoadedOrg } from "./loaded.ts";

/** The commands that subtract what work without a hold has accrued. They need it only if there is such work. */
const ADMITTING: readonly Command["kind"][] = ["startJob", "resumeJob", "settleStorage"];

/**
 * Reads the work without a hold for the commands of a batch that read it: running endpoints, and endpoints that the commands
 * name. It takes a round trip of its own, which a batch without such commands does not make, nor one of jobs in organizations
 * without such work.
 * @param orgs are locked, so that no endpoint changes meanwhile
 */
export async function loadMeters(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  batch: readonly Submitted[],
): Promise<void> {
  const wanted = new Map<string, LoadedOrg>();
  const refs: [orgId: string, ref: string][] = [];
  const ids: [orgId: string, id: string][] = [];
  for (const { command } of batch) {
    const { orgId, kind } = command;
    const org = orgs.get(orgId);
    if (org === undefined) continue;
    const { endpoint, endpointRef } = needsOf(command);
    if (endpoint !== undefined) ids.push([orgId, endpoint]);
    if (endpointRef !== undefined) refs.push([orgId, endpointRef]);
    const isNamed = endpoint !== undefined || endpointRef !== undefined;
    if (isNamed || (org.hadMeters && ADMITTING.includes(kind))) wanted.set(orgId, org);
  }
  await readMeters(query, wanted, { refs, ids });
}

/** Reads the running work without a hold of these organizations, and the endpoints that are named. */
export async function readMeters(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  { refs, ids }: { readonly refs: readonly [string, string][]; readonly ids: readonly [string, string][] },
): Promise<void> {
  if (orgs.size === 0) return;
  for (const { ledger } of orgs.values()) ledger.meters ??= noMeters();
  const running = [...orgs].flatMap(([orgId, { hadMeters }]) => (hadMeters ? [[orgId] as const] : []));
  const rows = await query({
    name: "ledger-load-endpoints",
    text: ENDPOINTS,
    values: [
      ...binaryArrays(["uuid"], running),
      ...binaryArrays(["uuid", "text"], refs),
      ...binaryArrays(["uuid", "uuid"], ids),
    ],
  });
  for (const row of rows) {
    const { orgId, ...found } = row as unknown as FoundEndpoint & { readonly orgId: string };
    const meters = orgs.get(orgId)?.ledger.meters;
    if (meters) putEndpoint(meters, toEndpoint(found));
  }
}

/** LATERAL with LIMIT 1 leaves the planner one way to a row: by its whole key. */
const ENDPOINTS = `
  SELECT e.org_id AS "orgId", ${ENDPOINT_COLUMNS} FROM (
    SELECT r.* FROM unnest($1::uuid[]) AS a (org_id)
      CROSS JOIN LATERAL (SELECT * FROM endpoints WHERE org_id = a.org_id AND state = 'running' OFFSET 0) AS r
    UNION ALL
    SELECT r.* FROM unnest($2::uuid[], $3::text[]) AS a (org_id, ref)
      CROSS JOIN LATERAL (SELECT * FROM endpoints WHERE org_id = a.org_id AND ref = a.ref LIMIT 1) AS r
    UNION ALL
    SELECT r.* FROM unnest($4::uuid[], $5::uuid[]) AS a (org_id, id)
      CROSS JOIN LATERAL (SELECT * FROM endpoints WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS r) AS e`;
