import pg, { type Client } from "pg";
import { atNode, type NodeAddress } from "../../cells/citus-address.ts";
import { queryRows } from "../../connection/query-rows.ts";

/**
 * Runs a part of the preparation on each node that can carry the cell, for what Citus does not bring there. The work makes
 * ordinary objects of that node.
 */
export async function onNodes(owner: Client, ownerUrl: string, work: (node: Client) => Promise<void>): Promise<void> {
  for (const node of await nodesOf(owner)) await onNode(atNode(ownerUrl, node), work);
}

async function onNode(url: string, work: (node: Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "scrip-prepare" });
  // If the connection breaks later, the next statement fails. Without a listener the event would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SET citus.enable_ddl_propagation = off; SET statement_timeout = 0");
    await work(client);
  } finally {
    await client.end();
  }
}

function nodesOf(owner: Client): Promise<NodeAddress[]> {
  return queryRows<NodeAddress>(
    owner,
    `SELECT nodename AS host, nodeport AS port FROM pg_dist_node
      WHERE isactive AND noderole = 'primary' AND shouldhaveshards AND hasmetadata ORDER BY nodeid`,
  );
}
