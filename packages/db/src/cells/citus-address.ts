import { type Queryable, queryRows } from "../connection/query-rows.ts";

/** A node of a Citus cluster. */
export interface NodeAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Finds the node that carries a distributed schema, as the catalog of Citus knows it now. Commands of the cell go there
 * directly: the coordinator would plan each of them a second time, and the settings of a session end at its node.
 * @param connection to any node that has the metadata, such as the coordinator
 * @returns null if no schema of this name is distributed, or if it has no table yet
 */
export async function citusAddress(connection: Queryable, schema: string): Promise<NodeAddress | null> {
  const [address] = await queryRows<{ host: string; port: number }>(connection, ADDRESS, [schema]);
  return address === undefined ? null : { host: address.host, port: address.port };
}

/** All tables of a distributed schema have one colocation, and so one node. */
const ADDRESS = `
  SELECT node.nodename AS host, node.nodeport AS port
  FROM pg_catalog.pg_dist_schema
    JOIN pg_catalog.pg_dist_partition USING (colocationid)
    JOIN pg_catalog.pg_dist_shard USING (logicalrelid)
    JOIN pg_catalog.pg_dist_placement USING (shardid)
    JOIN pg_catalog.pg_dist_node AS node ON node.groupid = pg_dist_placement.groupid AND node.noderole = 'primary'
  WHERE schemaid = to_regnamespace($1) LIMIT 1`;

/** The address of a database on another node, with the same login, database and settings. */
export function atNode(url: string, { host, port }: NodeAddress): string {
  const other = new URL(url);
  other.hostname = host;
  other.port = String(port);
  return other.href;
}

/**
 * Settings of every session of a cell on Citus. The ledger makes one plan for each statement and connection, but Citus
 * plans no statement whose parameters are unknown. Triggers and functions run statements inside others, which Citus
 * refuses in general, because another node could have their rows. All rows of a cell are on one node.
 */
const CELL_SETTINGS = "-c plan_cache_mode=auto -c citus.allow_nested_distributed_execution=on";

/**
 * The address for commands of a cell on Citus, with the settings that its sessions need.
 * @param schema for a role that does not find the cell's tables by itself, such as the owner
 */
export function asCell(url: string, schema?: string): string {
  const address = new URL(url);
  const own = address.searchParams.get("options") ?? "";
  const path = schema === undefined ? "" : ` -c search_path=${schema}`;
  address.searchParams.set("options", `${own} ${CELL_SETTINGS}${path}`.trim());
  return address.href;
}
