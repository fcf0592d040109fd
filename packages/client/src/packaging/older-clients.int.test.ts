import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { olderClients } from "./older-clients.ts";
import { withTemporaryServer } from "./temporary-server.ts";

const run = promisify(execFile);
const UNDICI = resolve(import.meta.dirname, "../../node_modules/undici");

const clients = olderClients();
if (clients.length === 0) console.log("No client was released before this version, so none is tried on this server.");

describe.skipIf(clients.length === 0)("a client of an earlier release", { timeout: 180_000 }, () => {
  it.each(clients)("$version runs the lines of its README against this server", async ({ file }) => {
    const dir = mkdtempSync(join(realpathSync(tmpdir()), "scrip-older-"));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    writeFileSync(join(dir, "package.json"), JSON.stringify({ type: "module", private: true }));
    const { stdout } = await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", dir], {
      cwd: UNDICI,
    });
    await run("npm", ["install", "--offline", "--no-audit", "--no-fund", file, stdout.trim()], { cwd: dir });
    const readme = readFileSync(join(dir, "node_modules/@scrip/client/README.md"), "utf8");
    const example = /^```ts\n(.*?)^```$/ms.exec(readme)?.[1] ?? "";
    writeFileSync(join(dir, "example.mjs"), example);
    const printed = await withTemporaryServer(async ({ url, key }) => {
      const env = { ...process.env, SCRIP_URL: url, SCRIP_KEY: key, NO_COLOR: "1" };
      return (await run(process.execPath, ["example.mjs"], { cwd: dir, env })).stdout;
    });
    expect(printed.trim()).toBe(/console\.log\(.*\/\/ (.*)\n$/.exec(example)?.[1]);
  });
});
