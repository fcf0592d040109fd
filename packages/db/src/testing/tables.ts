import type { DataSource } from "typeorm";

/** Tables for the whole platform: no organization's rows, or rows that no organization may see. */
export const PLATFORM_TABLES = [
  "catalog_versions",
  "migrations",
  "organization_registry",
  "service_keys",
  "sql_functions",
];

/** Every other table, by the system catalog, so that a new one is not forgotten. */
export async function organizationTables(owner: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await owner.query(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL ($1) ORDER BY relname`,
    [PLATFORM_TABLES],
  );
  return rows.map(({ name }) => name);
}
