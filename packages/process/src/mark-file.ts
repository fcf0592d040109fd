import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const schema = z.strictObject({ servers: z.string().min(1), mark: z.int().min(0) });

/** What a process remembers of its database, in a file outside of the database. */
export type RememberedMark = z.infer<typeof schema>;

/** The file of a process that remembers its database. */
export interface MarkFile {
  /** @returns `null` if there is no such file yet @throws Error if the file cannot be read or is damaged */
  read(): Promise<RememberedMark | null>;
  /** Replaces the file as a whole, so that a killed process never leaves half of it. */
  write(mark: RememberedMark): Promise<void>;
}

/**
 * Opens the file in which a process remembers its database, so that the process recognises a database that was restored.
 * @param folder kept over restarts, and no part of the backups of the database
 * @param process names the process; each has a file of its own
 */
export function openMarkFile(folder: string, process: string): MarkFile {
  const path = join(folder, `${process}.database.json`);
  return {
    read: async () => {
      const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      });
      if (text === null) return null;
      const read = schema.safeParse(parsed(text));
      if (read.success) return read.data;
      throw new Error(`${path} is damaged. If the database was not restored, delete the file.`);
    },
    write: async (mark) => {
      await mkdir(folder, { recursive: true });
      // Several processes of one kind may share the folder.
      const fresh = `${path}.${randomUUID()}`;
      await writeFile(fresh, `${JSON.stringify(mark)}\n`);
      await rename(fresh, path);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
