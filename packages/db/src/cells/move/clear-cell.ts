import type { CellSession } from "./cell-session.ts";
import { movedTables } from "./moved-tables.ts";

const AT_ONCE = 5_000;

/**
 * Removes what an organization has in a cell where it does not live, except for the rows of its ledger, which stay as an
 * archive. People's data is then in one place, where an erasure finds it. Safe to repeat.
 */
export async function clearCell(cell: CellSession, orgId: string): Promise<void> {
  const { client, query, transaction, schema } = cell;
  const tables = await tablesToClear(cell, orgId);
  // Triggers keep rows that stay as long as their organization lives here.
  await client.query("SET session_replication_role = replica");
  for (const name of tables)
    for (let left = true; left; )
      left = await transaction(async () => {
        // The row stays locked meanwhile, so that the organization does not come back.
        const [row] = await query({
          text: `SELECT moved_to FROM ${schema}.organizations WHERE org_id = $1 FOR SHARE`,
          values: [orgId],
        });
        if (row?.moved_to === null) throw new Error(`The organization ${orgId} lives in the cell ${cell.cell}.`);
        const { rowCount } = await client.query({
          text: `DELETE FROM ${schema}.${name} WHERE org_id = $1
            AND ctid = ANY (ARRAY (SELECT ctid FROM ${schema}.${name} WHERE org_id = $1 LIMIT ${AT_ONCE}))`,
          values: [orgId],
        });
        return rowCount === AT_ONCE;
      });
}

/** The tables from which rows of the organization are to go. */
export async function tablesToClear(cell: CellSession, orgId: string): Promise<string[]> {
  const tables = (await movedTables(cell)).filter(({ isArchived }) => !isArchived);
  const each = tables.map(
    ({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${cell.schema}.${name} WHERE org_id = $1)`,
  );
  const rows = await cell.query({ text: each.join("\nUNION ALL "), values: [orgId] });
  return rows.map(({ name }) => String(name));
}
