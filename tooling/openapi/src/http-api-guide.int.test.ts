import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { ROOT } from "./files.ts";
import { aServer } from "./testing/a-server.ts";

const run = promisify(execFile);
const GUIDE = readFileSync(join(ROOT, "docs/http-api.md"), "utf8");
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
if (!hasCurl) console.log("The lines of docs/http-api.md are skipped: there is no curl.");

/** The blocks of the guide for a terminal, in their order. */
const blocks = Array.from(GUIDE.matchAll(/^```sh[^\n]*\n(.*?)^```$/gms), ([, lines = ""]) => lines);

describe.skipIf(!hasCurl)("the guide of the HTTP API", async () => {
  const server = hasCurl ? await aServer() : { url: "", key: "" };

  it("has lines that run in their order", async () => {
    expect(blocks.length).toBeGreaterThanOrEqual(3);
    const script = ["set -eu", ...blocks.map((lines) => `${lines}\necho`)].join("\n");
    const env = { PATH: process.env.PATH, SCRIP_URL: server.url, SCRIP_KEY: server.key };
    const { stdout } = await run("sh", ["-c", script], { env });
    expect(stdout).toContain('"available":"20000000"');
    const [, promised = "nothing"] = /The last answer has `(.*?)`/.exec(GUIDE) ?? [];
    expect(stdout.trim().split("\n").at(-1)).toContain(promised);
  });

  it.each(["-1", "0.5", "1e3"])("a request by hand with the amount %s is answered bad_input", async (amount) => {
    const headers = ["-H", `authorization: Bearer ${server.key}`, "-H", "content-type: application/json"];
    const body = JSON.stringify({ amount });
    const { stdout } = await run("curl", [
      "-sS",
      `${server.url}/v1/holds/place`,
      ...headers,
      "-H",
      "idempotency-key: by-hand",
      "-d",
      body.replace("{", `{"org": "org_01985c2e-7b1a-7c3d-9e4f-0a1b2c3d4e5f", `),
    ]);
    expect(JSON.parse(stdout).error).toMatchObject({ code: "bad_input", field: "amount" });
  });
});
