import pg from "pg";

/** A row's columns in order, as the text that PostgreSQL sends. */
export type Cells = readonly (string | null)[];

/** Leaves every value as text; each reader knows the types of its columns. */
const AS_TEXT = { getTypeParser: () => (value: string) => value };

/** Runs a short read and returns its rows. */
export async function readRows(pool: pg.Pool | pg.PoolClient, text: string, values: unknown[]): Promise<Cells[]> {
  const result = await pool.query<(string | null)[]>({ text, values, rowMode: "array", types: AS_TEXT });
  return result.rows;
}

/**
 * Runs a read of any size and passes on each row as it arrives, without buffering the result.
 * @throws the error of PostgreSQL, of the connection, or of `onRow`
 */
export function streamRows(
  client: pg.PoolClient,
  text: string,
  values: unknown[],
  onRow: (row: Cells) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    // The query has a callback: with `query_timeout`, pg gives it one, and then emits neither `error` nor `end`.
    const query = new pg.Query<(string | null)[]>(
      { text, values, rowMode: "array", types: AS_TEXT } as pg.QueryConfig,
      (error: Error | null) => {
        const problem = error ?? failure;
        if (problem === undefined) resolve();
        else reject(problem);
      },
    );
    query.on("row", (row, result) => {
      // A query with a callback keeps its rows for it. This row is added after the event.
      if (result !== undefined) result.rows.length = 0;
      try {
        if (failure === undefined) onRow(row);
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
      }
    });
    client.query(query);
  });
}

/** SQL for an instant in milliseconds; keeps a fraction of a millisecond, so that checks can find it. */
export function ms(column: string): string {
  return `extract(epoch FROM ${column}) * 1000`;
}

/** SQL for an instant in seconds, which `instant` converts. It costs PostgreSQL a third of `ms`. */
export function seconds(column: string): string {
  return `date_part('epoch', ${column})`;
}

/** Converts seconds to milliseconds by moving the decimal point, which keeps a fraction of a millisecond exact. */
export function instant(cell: string | null | undefined): number {
  const value = text(cell);
  const point = value.indexOf(".");
  if (point === -1) return Number(value) * 1000;
  const digits = Number(value.slice(0, point) + value.slice(point + 1));
  const decimals = value.length - point - 1;
  return decimals === 3 ? digits : digits * 10 ** (3 - decimals);
}

/** Why a row cannot be read. */
export function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function text(cell: string | null | undefined): string {
  if (cell === null || cell === undefined) throw new Error("a column that must have a value is NULL");
  return cell;
}

export function whole(cell: string | null | undefined): number {
  return Number(text(cell));
}

export function wholeOrNull(cell: string | null | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}

export function amount(cell: string | null | undefined): bigint {
  return BigInt(text(cell));
}

export function amountOrNull(cell: string | null | undefined): bigint | null {
  return cell === null || cell === undefined ? null : BigInt(cell);
}
