import type { CellSession } from "./cell-session.ts";

/** A table whose rows move with their organization. */
export interface MovedTable {
  readonly name: string;
  /** Its columns in the order of their names, without those that are the cell's own. */
  readonly columns: readonly string[];
  /** The columns and their types in words, to compare two cells. */
  readonly shape: string;
  readonly key: readonly string[];
  /** The column that numbers its rows, if rows are only added, each with a greater number than those before. */
  readonly number: "seq" | null;
  /** Whether a process may delete rows. */
  readonly canShrink: boolean;
  /** Whether the rows stay behind as an archive. */
  readonly isArchived: boolean;
  /** Whether the rows are copied only under the lock: a worker of the target must not find them earlier. */
  readonly isLate: boolean;
}

/**
 * Tables of the ledger, and of the plans from which credit and prices follow. Their rows stay in a cell that the organization
 * has left. They name nobody but by an id.
 */
export const ARCHIVED_TABLES: readonly string[] = [
  "activity_series",
  "budget_uses",
  "budgets",
  "contracts",
  "debts",
  "endpoints",
  "entitlement_changes",
  "entitlement_uses",
  "entries",
  "further_postings",
  "grant_marks",
  "grants",
  "hold_slices",
  "holds",
  "idempotency_keys",
  "job_charges",
  "jobs",
  "marked_blocks",
  "metered_charges",
  "month_meters",
  "organizations",
  "redemptions",
  "scheduled_grants",
  "storage_meters",
  "subscription_periods",
  "subscriptions",
  "volume_sizes",
  "volumes",
];

const NUMBERED: readonly string[] = ["entries", "further_postings"];
/** What an organization has in one cell only. */
const OWN_COLUMNS: readonly string[] = ["moved_to"];

/**
 * Lists the tables of organizations from the system catalog, so that a new one is not forgotten: those with forced
 * row-level security. The organization's row, which is the head of its ledger, comes last.
 */
export async function movedTables({ query, schema }: CellSession): Promise<MovedTable[]> {
  const rows = (await query({ text: TABLES, values: [schema, OWN_COLUMNS] })) as unknown as TableRow[];
  const tables = rows.map((row) => ({
    ...row,
    number: NUMBERED.includes(row.name) ? ("seq" as const) : null,
    isArchived: ARCHIVED_TABLES.includes(row.name),
    isLate: row.name === "due",
  }));
  return tables.toSorted((a, b) => Number(a.name === "organizations") - Number(b.name === "organizations"));
}

type TableRow = Pick<MovedTable, "name" | "columns" | "shape" | "key" | "canShrink">;

const TABLES = `
  SELECT c.relname::text AS name,
      array_agg(quote_ident(a.attname) ORDER BY a.attname) AS columns,
      string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
        ', ' ORDER BY a.attname) AS shape,
      (SELECT array_agg(quote_ident(k.attname) ORDER BY array_position(i.indkey::int2[], k.attnum))
        FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
      EXISTS (SELECT FROM aclexplode(c.relacl) r WHERE r.privilege_type = 'DELETE' AND r.grantee <> c.relowner) AS "canShrink"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND c.relforcerowsecurity
      AND a.attname <> ALL ($2)
    GROUP BY c.oid, c.relname ORDER BY c.relname`;
