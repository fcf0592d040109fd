import { randomBytes } from "node:crypto";
import pg from "pg";
import { prepareDatabase } from "../boot/prepare-database.ts";
import { atNode, citusAddress, type NodeAddress } from "../cells/citus-address.ts";
import { queryRows } from "../connection/query-rows.ts";
import { HOMES_APART, type HomesInSchema } from "../schema/homes.ts";
import { onDatabase } from "./on-database.ts";
import { runSql } from "./run-sql.ts";

/** A cluster of Citus with a template, for one run of tests. */
export interface CitusServer {
  /** The owner's address of the node that carries the cell of the template. */
  readonly ownerUrl: string;
  /** The addresses of the other nodes. A copy of the template is a copy on each node. */
  readonly otherNodes: readonly string[];
  readonly template: string;
  stop(): Promise<void>;
}

const LOCAL = "-c citus.enable_ddl_propagation=off";

/**
 * Makes a template in the cluster whose coordinator is at this address. The organizations' home is a distributed schema.
 * The platform's home is in ordinary tables of the node that carries the cell, so that tests see both in one database.
 * @param coordinatorUrl a superuser's address of a database that has the extension and all nodes
 */
export async function startCitusServer(coordinatorUrl: string): Promise<CitusServer> {
  const template = `scrip_template_${randomBytes(5).toString("hex")}`;
  const nodes = await nodesOf(coordinatorUrl);
  const urls = nodes.map((node) => atNode(coordinatorUrl, node));
  const [organizations, platform] = placesApart();
  for (const url of urls) {
    await runSql(url, `CREATE DATABASE ${template}`);
    await runSql(onDatabase(url, template), "CREATE EXTENSION citus");
  }
  const owner = onDatabase(coordinatorUrl, template);
  await joinNodes(owner, nodes);
  await prepareDatabase(owner, { places: [organizations] });
  const carrier = await carrierOf(owner, organizations.schema);
  const carrierUrl = atNode(coordinatorUrl, carrier);
  await prepareDatabase(locally(onDatabase(carrierUrl, template)), { places: [platform] });
  for (const url of urls) await closeTemplate(url, template);
  return {
    ownerUrl: carrierUrl,
    otherNodes: urls.filter((url) => url !== carrierUrl),
    template,
    stop: async () => {
      for (const url of urls) await runSql(url, `DROP DATABASE ${template} WITH (FORCE)`);
    },
  };
}

/** The address whose statements about objects stay on their node. */
export function locally(url: string): string {
  const local = new URL(url);
  local.searchParams.set("options", LOCAL);
  return local.href;
}

function placesApart(): [organizations: HomesInSchema, platform: HomesInSchema] {
  const find = (home: string): HomesInSchema => {
    const place = HOMES_APART.find(({ homes }) => homes.some((each) => each === home));
    if (place === undefined) throw new Error(`no schema has the home ${home}`);
    return place;
  };
  return [find("organizations"), find("platform")];
}

/** All nodes, the coordinator first. */
async function nodesOf(coordinatorUrl: string): Promise<NodeAddress[]> {
  const client = new pg.Client({ connectionString: coordinatorUrl });
  await client.connect();
  try {
    const nodes = await queryRows<NodeAddress>(
      client,
      `SELECT nodename AS host, nodeport AS port FROM pg_dist_node WHERE isactive AND noderole = 'primary' ORDER BY groupid`,
    );
    if (nodes.length < 2) throw new Error("SCRIP_CITUS_URL must name a coordinator that knows itself and a worker");
    return nodes;
  } finally {
    await client.end();
  }
}

async function joinNodes(owner: string, [coordinator, ...workers]: readonly NodeAddress[]): Promise<void> {
  if (coordinator === undefined) throw new Error("a cluster has a coordinator");
  await runSql(owner, `SELECT citus_set_coordinator_host('${coordinator.host}', ${coordinator.port})`);
  for (const { host, port } of workers) await runSql(owner, `SELECT citus_add_node('${host}', ${port})`);
}

async function carrierOf(owner: string, schema: string): Promise<NodeAddress> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    const address = await citusAddress(client, schema);
    if (address === null) throw new Error(`the schema ${schema} is not distributed`);
    return address;
  } finally {
    await client.end();
  }
}

/** A database with sessions cannot be copied, and Citus has sessions of its own. */
async function closeTemplate(url: string, template: string): Promise<void> {
  await runSql(url, `ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`);
  await runSql(url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${template}'`);
}
