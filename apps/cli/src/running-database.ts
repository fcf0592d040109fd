import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CouldNotRun } from "./could-not-run.ts";
import type { Env } from "./env.ts";

/** The folder in which `npm start` keeps its embedded PostgreSQL. */
const CLUSTER = resolve(import.meta.dirname, "../../../.scrip/postgres/cluster");

/**
 * The database's address for its owner: `DATABASE_URL`, else that of the embedded server of `npm start`.
 * @throws CouldNotRun if there is neither; the message says what to do
 */
export function ownerDatabaseUrl({ databaseUrl }: Pick<Env, "databaseUrl">, cluster: string = CLUSTER): string {
  const url = databaseUrl ?? embeddedUrl(cluster);
  if (url === undefined)
    throw new CouldNotRun(
      "There is no database: run `npm start` in another terminal, or set DATABASE_URL to the owner's address.",
    );
  if (URL.parse(url) === null)
    throw new CouldNotRun("DATABASE_URL is not an address such as postgres://owner:password@host:5432/scrip.");
  return url;
}

/** Reads PostgreSQL's pid file, which has the port and the state `ready`. */
function embeddedUrl(cluster: string): string | undefined {
  try {
    const [pid, , , port, , , , state] = readFileSync(join(cluster, "data/postmaster.pid"), "utf8").split("\n");
    if (state?.trim() !== "ready" || !isRunning(Number(pid))) return undefined;
    const password = readFileSync(join(cluster, "password"), "utf8");
    return `postgres://postgres:${password}@127.0.0.1:${port}/scrip`;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
