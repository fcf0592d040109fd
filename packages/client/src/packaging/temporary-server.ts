import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const ROOT = resolve(import.meta.dirname, "../../../..");
const SERVER = join(ROOT, "tooling/startup/src/temporary-server.ts");

/** Runs work against a server with a database of its own, and stops the server after it. */
export async function withTemporaryServer<Result>(
  work: (server: { readonly url: string; readonly key: string }) => Promise<Result>,
): Promise<Result> {
  const server = spawn(process.execPath, [SERVER], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((done) => server.once("close", done));
  try {
    return await work(JSON.parse(await firstLine(server.stdout)));
  } finally {
    server.stdin.end();
    await ended;
  }
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error("The temporary server ended before it was ready.");
}
