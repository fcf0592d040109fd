import { InvariantError, isMissedRows } from "../../connection/errors.ts";
import type { Query } from "../../connection/query.ts";
import type { BatchRows, RowSet } from "./batch-rows.ts";
import type { DueRow, HeadRow } from "./tables/batch-row-types.ts";
import { BUDGET_USES, BUDGETS } from "./tables/budget-tables.ts";
import {
  arrays,
  type Column,
  insertSql,
  placeOf,
  source,
  type TableShape,
  updateColumns,
  updateSql,
} from "./tables/columns.ts";
import { DEBTS, GRANTS, HOLDS, SCHEDULED, SLICES } from "./tables/credit-tables.ts";
import { ENTRIES, KEYS, POSTINGS, SERIES } from "./tables/entry-tables.ts";
import { DUE, HEADS, HEADS_WITH_STATE, NOTICES } from "./tables/head-tables.ts";
import { JOB_CHARGES, JOBS } from "./tables/job-tables.ts";
import { ENDPOINTS, METERED_CHARGES, MONTH_METERS } from "./tables/meter-tables.ts";
import { STORAGE_METERS, VOLUME_SIZES, VOLUMES } from "./tables/storage-tables.ts";
import { PERIODS, SUBSCRIPTIONS } from "./tables/subscription-tables.ts";

/**
 * Writes a batch in one statement, with the rows of every table as array parameters. A head is updated only if it has
 * the number that it had when it was locked. PostgreSQL checks foreign keys at the end of the statement, so the order
 * of the tables does not matter.
 * @throws InvariantError if a locked row has changed
 */
export async function write(query: Query, heads: readonly HeadRow[], rows: BatchRows): Promise<void> {
  const parts = new Parts();
  parts.updateHeads(heads);
  parts.upsert(GRANTS, rows.grants);
  parts.upsert(SCHEDULED, rows.scheduled);
  parts.upsert(JOBS, rows.jobs);
  parts.upsert(ENDPOINTS, rows.endpoints);
  parts.upsert(HOLDS, rows.holds);
  parts.upsert(SLICES, rows.slices);
  parts.upsert(DEBTS, rows.debts);
  parts.insert(JOB_CHARGES, rows.jobCharges);
  parts.upsert(MONTH_METERS, rows.monthMeters);
  parts.insert(METERED_CHARGES, rows.meteredCharges);
  parts.insertNew(SERIES, [...rows.series.values()]);
  parts.insert(ENTRIES, rows.entries);
  parts.insert(POSTINGS, rows.postings);
  parts.insert(KEYS, rows.keys);
  parts.insert(BUDGETS, rows.budgets);
  parts.upsert(BUDGET_USES, rows.uses);
  parts.upsert(SUBSCRIPTIONS, rows.subscriptions);
  parts.insert(PERIODS, rows.periods);
  parts.upsert(VOLUMES, rows.volumes);
  parts.insert(VOLUME_SIZES, rows.sizes);
  parts.upsert(STORAGE_METERS, rows.storageMeters);
  parts.insert(NOTICES, rows.notices);
  parts.changeDue([...rows.due.values()]);
  if (parts.isEmpty()) return;

  await query(parts.statement()).catch((error: unknown) => {
    throw isMissedRows(error) ? new InvariantError(`a ledger batch does not add up: ${error.message}`) : error;
  });
}

/** Builds the SQL of one part of the statement, from the number of its first parameter. */
type Sql = (first: number) => string;

/** Builds the statement: one common table expression for each table that the batch writes. */
class Parts {
  private updates = 0;
  private readonly ctes: { readonly name: string; readonly sql: Sql; readonly first: number }[] = [];
  private readonly values: unknown[] = [];

  isEmpty(): boolean {
    return this.ctes.length === 0;
  }

  insert<Row>(shape: TableShape<Row>, rows: readonly Row[]): void {
    if (rows.length > 0) this.add(`i_${shape.table}`, (first) => insertSql(shape, first), arrays(shape.columns, rows));
  }

  /** Inserts rows that may already exist; existing ones stay as they are. */
  insertNew<Row>(shape: TableShape<Row>, rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const sql: Sql = (first) => `${insertSql(shape, first)} ON CONFLICT DO NOTHING`;
    this.add(`n_${shape.table}`, sql, arrays(shape.columns, rows));
  }

  upsert<Row>(shape: TableShape<Row>, { inserts, updates }: RowSet<Row>): void {
    if (inserts.size > 0) this.insert(shape, [...inserts.values()]);
    if (updates.size === 0) return;
    this.update(shape, [...updates.values()], (first) => updateSql(shape, first), updateColumns(shape));
  }

  updateHeads(heads: readonly HeadRow[]): void {
    const hasNewState = heads.some(({ isStateNew }) => isStateNew);
    const { columns, mutable } = hasNewState ? HEADS_WITH_STATE : HEADS;
    const sets = mutable.map((name) => `${name} = u.${name}`);
    const sql: Sql = (first) =>
      `UPDATE organizations t SET ${sets.join(", ")} FROM ${source(columns, first)} ` +
      `${placeOf({ table: "organizations", key: ["org_id"] }, "f.seq = u.expected")} RETURNING 1`;
    this.update(HEADS, heads, sql, columns, hasNewState ? "_with_state" : "");
  }

  changeDue(rows: readonly DueRow[]): void {
    const set = rows.filter((row) => row.dueAt !== null);
    const gone = rows.filter((row) => row.dueAt === null);
    if (set.length > 0) {
      const sql: Sql = (first) =>
        `${insertSql(DUE, first)} ON CONFLICT (org_id, kind, ref_id) DO UPDATE SET due_at = EXCLUDED.due_at, tries = 0, problem = NULL, parked_at = NULL`;
      this.add("i_due", sql, arrays(DUE.columns, set));
    }
    if (gone.length === 0) return;
    const keys = DUE.columns.filter(({ name }) => DUE.key.includes(name));
    const sql: Sql = (first) => `DELETE FROM due t USING ${source(keys, first)} ${placeOf(DUE)}`;
    this.add("d_due", sql, arrays(keys, gone));
  }

  statement(): { name: string; text: string; values: unknown[] } {
    const key = this.ctes.map(({ name }) => name).join();
    const known = statements.get(key) ?? { name: `ledger-write-${statements.size + 1}`, text: this.text() };
    statements.set(key, known);
    return { ...known, values: [...this.values, this.updates] };
  }

  private text(): string {
    const ctes = this.ctes.map(({ name, sql, first }) => `${name} AS (${sql(first)})`);
    const counted = this.ctes.filter(({ name }) => name.startsWith(UPDATED));
    const total = counted.map(({ name }) => `(SELECT count(*) FROM ${name})`).join(" + ");
    // The statement itself checks the count, since COMMIT may already be under way behind it.
    return `WITH ${ctes.join(",\n")}\nSELECT all_rows_found(${total || "0"}, $${this.values.length + 1})`;
  }

  private update<Row>(
    shape: TableShape<Row>,
    rows: readonly Row[],
    sql: Sql,
    columns: readonly Column<Row>[],
    variant = "",
  ): void {
    if (rows.length === 0) return;
    this.updates += rows.length;
    this.add(`${UPDATED}${shape.table}${variant}`, sql, arrays(columns, rows));
  }

  private add(name: string, sql: Sql, values: readonly Buffer[]): void {
    this.ctes.push({ name, sql, first: this.values.length + 1 });
    this.values.push(...values);
  }
}

/** The prefix of the names of parts whose rows must all be found. */
const UPDATED = "u_";

/**
 * The statements by the names of their parts, which determine the whole text. Each text has one name, so that each
 * connection plans it once.
 */
const statements = new Map<string, { readonly name: string; readonly text: string }>();
