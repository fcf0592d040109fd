import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkPlatform } from "./testing/a-platform.ts";

const PACKAGE = resolve(import.meta.dirname, "..");
const SERVER = resolve(PACKAGE, "../../tooling/startup/src/temporary-server.ts");

/** The first block of code in the README. */
function example(): string {
  const readme = readFileSync(resolve(PACKAGE, "README.md"), "utf8");
  return /^```ts\n(.*?)^```$/ms.exec(readme)?.[1] ?? "";
}

/** Starts the API on its own database, with a platform key. It stops at the end of the test. */
async function aServer(): Promise<{ url: string; key: string }> {
  const child = spawn(process.execPath, [SERVER], { stdio: "pipe" });
  const log = text(child.stderr);
  const ended = new Promise((done) => child.once("close", done));
  onTestFinished(async () => {
    child.stdin.end();
    await ended;
  });
  for await (const line of createInterface(child.stdout)) return JSON.parse(line);
  throw new Error(`The temporary server ended before it was ready.\n${await log}`);
}

describe("the example of the README", () => {
  it("has at most ten lines, and compiles in a platform's own code", async () => {
    expect(example().split("\n").filter(Boolean).length).toBeLessThanOrEqual(10);
    expect(await checkPlatform({ "example.ts": example() })).toEqual([]);
  });

  it("runs against the API and prints the promised figures", { timeout: 120_000 }, async () => {
    const { url, key } = await aServer();
    const run = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", example()], {
      cwd: PACKAGE,
      env: { ...process.env, SCRIP_URL: url, SCRIP_KEY: key, NO_COLOR: "1" },
    });
    const [, promised] = /console\.log\(.*\/\/ (.*)\n$/.exec(example()) ?? [];
    expect(run.stdout.trim()).toBe(promised);
  });
});
