import pg, { type Client } from "pg";
import { atNode, type NodeAddress } from "../../cells/citus-address.ts";
import { queryRows } from "../../connection/query-rows.ts";
import { prepareQueue } from "../../queue/schema.ts";

/**
 * Prepares a task queue on each node that can carry the cell, as ordinary tables of that node: a task is sent in the
 * transaction of its rows, and a notification reaches only the listeners of its node. If the cell moves to another node,
 * waiting tasks stay behind. No work is lost, since tasks only wake: the due rows move with the cell.
 */
export async function prepareQueuesOfNodes(owner: Client, ownerUrl: string): Promise<void> {
  for (const node of await nodesOf(owner)) await prepareQueueOf(atNode(ownerUrl, node));
}

async function prepareQueueOf(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "scrip-prepare" });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SET citus.enable_ddl_propagation = off; SET statement_timeout = 0");
    await prepareQueue(client);
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
