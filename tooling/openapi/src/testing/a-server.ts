import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll } from "vitest";
import { ROOT } from "../files.ts";

/** A server with a database of its own. */
export interface RunningServer {
  readonly url: string;
  /** A platform key with every scope. */
  readonly key: string;
}

/** Starts a server for a test file: PostgreSQL and the API as processes. It ends with the file. */
export async function aServer(): Promise<RunningServer> {
  const main = join(ROOT, "tooling/startup/src/temporary-server.ts");
  const child = spawn(process.execPath, [main], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "close");
  afterAll(async () => {
    child.stdin.end();
    await ended;
  });
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as RunningServer;
  throw new Error("The temporary server ended before it was ready.");
}
