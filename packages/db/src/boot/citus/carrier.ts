import { type Queryable, queryRows } from "../../connection/query-rows.ts";
import type { HomesInSchema } from "../../schema/homes.ts";

/** Whether this database belongs to a cluster of Citus. Plain PostgreSQL answers no, and is prepared as always. */
export async function hasCitus(connection: Queryable): Promise<boolean> {
  const rows = await queryRows(connection, "SELECT 1 AS found FROM pg_extension WHERE extname = 'citus'", []);
  return rows.length > 0;
}

/**
 * Whether Citus carries this place as a distributed schema: one that holds the organizations' home alone. The platform's
 * tables stay ordinary tables. Citus cannot distribute `public`.
 */
export function isCell({ schema, homes }: HomesInSchema): boolean {
  return homes.length === 1 && homes[0] === "organizations" && schema !== "public";
}
