import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Row, Storage } from "./storage.ts";

/** Keeps the objects in memory, and writes all of them to a file when the server stops. */
export function fileStorage(path: string): Storage {
  const rows = new Map<string, Row>();
  const keep = ({ kind, id }: Row, row: Row) => rows.set(`${kind} ${id}`, row);
  return {
    async load() {
      const text = await readFile(path, "utf8").catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === "ENOENT") return "[]";
        throw thrown;
      });
      const loaded: Row[] = JSON.parse(text);
      for (const row of loaded) keep(row, row);
      return loaded;
    },
    write(changed) {
      for (const row of changed) {
        if (row.body === null) rows.delete(`${row.kind} ${row.id}`);
        else keep(row, row);
      }
      return Promise.resolve();
    },
    async close() {
      await mkdir(dirname(path), { recursive: true });
      // A crash while writing leaves the old file.
      await writeFile(`${path}.new`, JSON.stringify(inOrder([...rows.values()])));
      await rename(`${path}.new`, path);
    },
  };
}

function inOrder(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => one.seq - other.seq);
}
