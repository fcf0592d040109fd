import { fileStorage } from "../storage/file-storage.ts";
import { postgresStorage } from "../storage/postgres-storage.ts";
import { memoryStorage, type Storage } from "../storage/storage.ts";

interface Place {
  readonly file: string | undefined;
  readonly database: string | undefined;
}

/** Where the program keeps its state: nowhere beyond the process, in a file, or in a database. */
export async function storageOf({ file, database }: Place): Promise<Storage> {
  if (file !== undefined) return fileStorage(file);
  return database === undefined ? memoryStorage : await postgresStorage(database);
}
