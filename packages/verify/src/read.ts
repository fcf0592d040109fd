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

/** Runs a read of any size and passes on each row as it arrives, without buffering the result. */
export function streamRows(
  client: pg.PoolClient,
  text: string,
  values: unknown[],
  onRow: (row: Cells) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query<Record<string, never>>({
      text,
      values,
      rowMode: "array",
      types: AS_TEXT,
    } as pg.QueryConfig);
    let failure: Error | undefined;
    query.on("row", (row: unknown) => {
      try {
        if (failure === undefined) onRow(row as Cells);
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
      }
    });
    query.on("error", reject);
    query.on("end", () => (failure === undefined ? resolve() : reject(failure)));
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

export function text(cell: string | null | undefined): string {
  if (cell === null || cell === undefined) throw new Error("verify read a NULL where a column is NOT NULL");
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
