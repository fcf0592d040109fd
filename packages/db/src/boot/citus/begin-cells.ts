import type { Client } from "pg";
import { queryRows } from "../../connection/query-rows.ts";
import { StartupError } from "../../connection/startup-error.ts";

/**
 * Settings of the preparing session. A schema becomes a distributed one only by `distributeCell`, and Citus refuses to
 * distribute a table that has triggers unless this is allowed. Its reason concerns triggers that reach other nodes, and
 * all tables of a cell are on one node.
 */
const SESSION = `
  SET citus.enable_schema_based_sharding = off;
  SET citus.enable_unsafe_triggers = on`;

/**
 * Begins the preparation of cells.
 * @param owner a superuser on the coordinator
 * @throws StartupError if the connection is not one to the coordinator, or its role is no superuser
 */
export async function beginCells(owner: Client): Promise<void> {
  const [state] = await queryRows<{ is_coordinator: boolean; is_superuser: boolean; nodes: number }>(owner, STATE, []);
  if (state?.is_coordinator !== true)
    throw new StartupError("A cell on Citus is prepared on the coordinator. DATABASE_URL names another node.");
  if (!state.is_superuser)
    throw new StartupError(
      "Citus copies the tables of a cell, and row-level security would hide their rows from their owner. Prepare the cell as a superuser.",
    );
  if (state.nodes === 0)
    throw new StartupError("No node of this Citus cluster takes a cell. Add one with citus_add_node, then try again.");
  await owner.query(SESSION);
  // Citus distributes no schema that has an extension. The migration that needs it finds it here.
  await owner.query("CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public");
}

const STATE = `
  SELECT (SELECT groupid = 0 FROM pg_dist_local_group) AS is_coordinator,
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS is_superuser,
    (SELECT count(*)::int FROM pg_dist_node
      WHERE isactive AND noderole = 'primary' AND shouldhaveshards AND hasmetadata) AS nodes`;
