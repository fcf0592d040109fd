import type { DataSource } from "typeorm";

/** Tables of the organizations' home with rows of one organization, without views and generated columns. */
const TABLES = `
  SELECT c.table_name AS name, string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position) AS columns
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
  GROUP BY c.table_name HAVING bool_or(c.column_name = 'org_id')`;

/**
 * Copies all rows of an organization from cell to cell, as they are, for a test that needs an archive or a copy.
 * @param movedTo what the row of the organization says in the new place
 */
export async function copyOrganization(
  from: DataSource,
  to: DataSource,
  orgId: string,
  movedTo: string | null,
): Promise<void> {
  const tables: { name: string; columns: string }[] = await from.query(TABLES);
  await to.transaction(async (tx) => {
    // No trigger and no foreign key looks at the rows.
    await tx.query("SET LOCAL session_replication_role = replica");
    for (const { name, columns } of tables) {
      const [{ rows }] = await from.query(
        `SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]')::text AS rows FROM ${name} t WHERE org_id = $1`,
        [orgId],
      );
      await tx.query(
        `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, $1::jsonb)`,
        [rows],
      );
    }
    await tx.query("UPDATE organizations SET moved_to = $2 WHERE org_id = $1", [orgId, movedTo]);
  });
}
