import type { CellSource } from "../connection/home-source.ts";

/** Reads PostgreSQL's clock in a cell. @returns milliseconds since 1970 */
export async function readClock(cell: CellSource): Promise<number> {
  const [row] = await cell.query<[{ ms: number }]>(
    "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms",
  );
  return row.ms;
}
