import type { DataSource } from "typeorm";
import type { TestCells } from "../../testing/cells.ts";
import { organizationTables } from "../../testing/tables.ts";

/** All rows of an organization in a cell, by table, without the cell that its row names. */
export async function rowsOfOrganization(owner: DataSource, orgId: string): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const table of await organizationTables(owner)) {
    const found: { row: string }[] = await owner.query(
      `SELECT (to_jsonb(t) - 'moved_to')::text AS row FROM ${table} t WHERE org_id = $1 ORDER BY 1`,
      [orgId],
    );
    rows[table] = found.map(({ row }) => row);
  }
  return rows;
}

/** Where an organization lives: the cell that its row names in each cell, and the cell of the registry. */
export async function sidesOf(cells: TestCells, orgId: string): Promise<Record<"a" | "b" | "registry", unknown>> {
  const ask = async (place: "platform" | "a" | "b", sql: string): Promise<unknown> => {
    const [row] = await (await cells.owner(place)).query(sql, [orgId]);
    return row?.cell;
  };
  const inCell = "SELECT moved_to AS cell FROM organizations WHERE org_id = $1";
  return {
    a: await ask("a", inCell),
    b: await ask("b", inCell),
    registry: await ask("platform", "SELECT coalesce(cell, 'a') AS cell FROM organization_registry WHERE org_id = $1"),
  };
}
