import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { from, to } from "pg-copy-streams";

/** Rows as PostgreSQL's COPY writes them, one line a row. */
export interface RowText {
  readonly rows: number;
  readonly bytes: readonly Buffer[];
}

const NEWLINE = 0x0a;

/**
 * Reads the rows of a query in parts of about this many bytes.
 * @param sql a query without parameters
 */
export async function* readRowText(client: Client, sql: string, partBytes: number): AsyncGenerator<RowText> {
  let bytes: Buffer[] = [];
  let size = 0;
  let rows = 0;
  for await (const chunk of client.query(to(`COPY (${sql}) TO STDOUT`)) as AsyncIterable<Buffer>) {
    // A newline within a value is written as a backslash and a letter, so each newline ends a row.
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (size + end < partBytes || end === 0) {
      bytes.push(chunk);
      size += chunk.length;
      rows += newlinesIn(chunk);
      continue;
    }
    bytes.push(chunk.subarray(0, end));
    yield { rows: rows + newlinesIn(chunk), bytes };
    bytes = [chunk.subarray(end)];
    size = chunk.length - end;
    rows = 0;
  }
  if (rows > 0) yield { rows, bytes };
}

/** Writes rows into a table. */
export async function writeRowText(
  client: Client,
  { table, columns }: { readonly table: string; readonly columns: readonly string[] },
  { bytes }: RowText,
): Promise<void> {
  const into = client.query(from(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  await pipeline(Readable.from(bytes, { objectMode: false }), into);
}

function newlinesIn(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
