import { binaryArray, type Cell, type ElementType } from "../../../connection/binary-array.ts";

/** A column of a batch: its PostgreSQL type, and a function that reads its value from a row. */
export interface Column<Row> {
  readonly name: string;
  readonly type: ElementType;
  readonly of: (row: Row) => Cell;
  /** The type of the table's column, if that is not the type of the parameter. */
  readonly as?: "jsonb";
}

/** A table as the batch writes it. The columns in `key` identify a row. */
export interface TableShape<Row> {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: readonly Column<Row>[];
  /** The columns that an update writes; empty for a table that only grows. */
  readonly mutable: readonly string[];
}

/** A column whose parameter has the type of the table's column. */
export function column<Row>(name: string, type: ElementType, of: (row: Row) => Cell): Column<Row> {
  return { name, type, of };
}

/** The column of the organization. */
export function ofOrg<Row extends { readonly orgId: string }>(): Column<Row> {
  return column("org_id", "uuid", (row) => row.orgId);
}

/** One array parameter for each column. */
export function arrays<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Buffer[] {
  return columns.map((column) => binaryArray(column.type, rows.map(column.of)));
}

/** `INSERT` of many rows from array parameters numbered from `first`. */
export function insertSql<Row>({ table, columns }: TableShape<Row>, first: number): string {
  const names = columns.map(({ name }) => name);
  return `INSERT INTO ${table} (${names.join(", ")}) SELECT ${selected(columns)} FROM ${source(columns, first)}`;
}

/** `UPDATE` of many rows by their key, returning one row for each. */
export function updateSql<Row>(shape: TableShape<Row>, first: number): string {
  const columns = updateColumns(shape);
  const sets = columns.filter(({ name }) => shape.mutable.includes(name)).map(({ name }) => `${name} = u.${name}`);
  return `UPDATE ${shape.table} t SET ${sets.join(", ")} FROM ${source(columns, first)} ${placeOf(shape)} RETURNING 1`;
}

/**
 * Finds the row of each `u` by its key, and joins it by its ctid. A join by the key alone could read all rows of the
 * batch's organizations for each `u`, if PostgreSQL made the plan while the tables were small. It keeps that plan when
 * the tables have grown. Two partitions of a table can have rows of the same ctid, so the key is compared again, by an
 * operator that no index supports. No row moves meanwhile, since its organization is locked.
 * @param guard extra condition on row `f`. It must stay inside the LATERAL; outside, the planner joins over all rows.
 */
export function placeOf({ table, key }: Pick<TableShape<never>, "table" | "key">, guard?: string): string {
  const matches = [...key.map((name) => `f.${name} = u.${name}`), ...(guard === undefined ? [] : [guard])];
  const isSame = key.map((name) => `t.${name} IS NOT DISTINCT FROM u.${name}`);
  return (
    `CROSS JOIN LATERAL (SELECT f.ctid FROM ${table} f WHERE ${matches.join(" AND ")} LIMIT 1) AS place ` +
    `WHERE t.ctid = place.ctid AND ${isSame.join(" AND ")}`
  );
}

/** The columns of an update's parameters: the key and the mutable ones. */
export function updateColumns<Row>({ columns, key, mutable }: TableShape<Row>): readonly Column<Row>[] {
  return columns.filter(({ name }) => key.includes(name) || mutable.includes(name));
}

/** `unnest` of the parameters from `first`, as a table `u` with the columns' names. */
export function source<Row>(columns: readonly Column<Row>[], first: number): string {
  const parameters = columns.map(({ type }, index) => `$${first + index}::${type === "bytes" ? "bytea" : type}[]`);
  return `unnest(${parameters.join(", ")}) AS u (${columns.map(({ name }) => name).join(", ")})`;
}

function selected<Row>(columns: readonly Column<Row>[]): string {
  return columns.map(({ name, as }) => (as === undefined ? `u.${name}` : `u.${name}::${as}`)).join(", ");
}
