import { join } from "node:path";
import { PortTakenError, startPostgres } from "@scrip/postgres";
import type { Environment } from "./environment.ts";
import { stateDir } from "./paths.ts";
import { portTaken } from "./ports.ts";

export interface Database {
  /** The address of the database for its owner. */
  url: string;
  /** The location of the server, for people. */
  description: string;
  /** Resolves when an embedded server has ended; never for an external one. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/** Opens the server of `DATABASE_URL`, or starts an embedded one with its data in `SCRIP_PG_DIR` or `.scrip/postgres`. */
export async function openDatabase({ databaseUrl, postgresPort, postgresDir }: Environment): Promise<Database> {
  if (databaseUrl === undefined) return embedded(postgresPort, postgresDir);
  // `prepareDatabase` checks later whether the server answers, and its version.
  const description = "the server of DATABASE_URL";
  return { url: databaseUrl, description, exited: new Promise(() => {}), stop: async () => {} };
}

async function embedded(port: number, dir: string = join(stateDir, "postgres")): Promise<Database> {
  try {
    const server = await startPostgres({ dir, port });
    return { ...server, description: `embedded, on port ${port}` };
  } catch (error) {
    if (error instanceof PortTakenError) throw portTaken(port, "PostgreSQL", "SCRIP_PG_PORT");
    throw error;
  }
}
