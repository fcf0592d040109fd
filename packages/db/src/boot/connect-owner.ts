import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { StartupError } from "../connection/startup-error.ts";
import { requireSupportedVersion } from "./supported-version.ts";

const RETRY_MS = 250;
/** Codes of a server that does not listen yet or is starting (57P03): containers start in any order. */
const NOT_YET = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EPIPE", "57P03"]);

/** Connects as the owner. Waits up to `patienceMs` for a server that is still starting. */
export async function connectOwner(ownerUrl: string, patienceMs: number): Promise<pg.Client> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const client = new pg.Client({ connectionString: ownerUrl, application_name: "scrip-prepare" });
    // If the connection breaks later, the next statement fails. Without a listener the event would end the process.
    client.on("error", () => {});
    try {
      await client.connect();
      await requireSupportedVersion(client);
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (!isNotYet(error)) throw refusedByServer(ownerUrl, error);
      if (performance.now() > deadline) throw unreachable(ownerUrl, error);
      await sleep(RETRY_MS);
    }
  }
}

function isNotYet(error: unknown): boolean {
  return NOT_YET.has((error as { code?: string }).code ?? "");
}

/** The server refuses the connection: the password is wrong, or the database or the user does not exist. */
function refusedByServer(ownerUrl: string, error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const { host } = new URL(ownerUrl);
  return new StartupError(
    `PostgreSQL at ${host} refuses DATABASE_URL: ${error.message}. Correct it, or make what is missing.`,
  );
}

function unreachable(ownerUrl: string, error: unknown): StartupError {
  const { host, searchParams } = new URL(ownerUrl);
  const place = searchParams.get("host") ?? host;
  const reason = (error as Error).message || (error as { code?: string }).code;
  return new StartupError(`PostgreSQL at ${place} cannot be reached (${reason}). Check DATABASE_URL and the server.`);
}
