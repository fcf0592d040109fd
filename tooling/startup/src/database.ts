import { join } from "node:path";
import { PortTakenError, startPostgres } from "@scrip/postgres";
import type { Environment } from "./environment.ts";
import { stateDir } from "./paths.ts";
import { portTaken } from "./ports.ts";

export interface Database {
  /** The owner's address. */
  url: string;
  /** Where it is, for a person. */
  description: string;
  /** Settles when a server of ours has ended. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/** The server of `DATABASE_URL`, or an embedded one whose data is kept in `.scrip/postgres`. */
export async function openDatabase({ databaseUrl, postgresPort }: Environment): Promise<Database> {
  if (databaseUrl === undefined) return embedded(postgresPort);
  // Whether it answers, and in which version, is seen when the database is prepared.
  const description = "the server of DATABASE_URL";
  return { url: databaseUrl, description, exited: new Promise(() => {}), stop: async () => {} };
}

async function embedded(port: number): Promise<Database> {
  try {
    const server = await startPostgres({ dir: join(stateDir, "postgres"), port });
    return { ...server, description: `embedded, on port ${port}` };
  } catch (error) {
    if (error instanceof PortTakenError) throw portTaken(port, "PostgreSQL", "SCRIP_PG_PORT");
    throw error;
  }
}
