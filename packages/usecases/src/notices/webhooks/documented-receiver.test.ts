import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { newSecret, signedHeaders } from "./sign.ts";

const PAGE = join(import.meta.dirname, "../../../../../docs/webhooks.md");
const LIBRARY = dirname(dirname(createRequire(import.meta.url).resolve("standardwebhooks")));

it("the receiver of the documentation accepts what Scrip signs, and refuses what is changed or old", async () => {
  const [, program = ""] = /```js(?: [^\n]*)?\n([\s\S]*?)```/.exec(readFileSync(PAGE, "utf8")) ?? [];
  const folder = mkdtempSync(join(tmpdir(), "scrip-receiver-"));
  writeFileSync(join(folder, "receiver.mjs"), program.replace(".listen(Number(process.env.PORT))", LISTEN));
  symlinkSync(dirname(LIBRARY), join(folder, "node_modules"));
  const secret = newSecret();
  const child = spawn(process.execPath, ["receiver.mjs"], {
    cwd: folder,
    env: { ...process.env, WEBHOOK_SECRET: secret },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  await vi.waitFor(() => expect(output).toMatch(/port \d+/), { timeout: 20_000 });
  const url = `http://127.0.0.1:${/port (\d+)/.exec(output)?.[1]}/`;
  const body = JSON.stringify({ type: "balance.low", sequence: 42, data: {} });
  const send = async (at: number, text = body): Promise<number> => {
    const headers = signedHeaders({ id: "notice_1", at, body }, [newSecret(), secret]);
    return (await fetch(url, { method: "POST", headers, body: text })).status;
  };
  expect(await send(Date.now())).toBe(204);
  expect(output).toContain("notice_1 balance.low 42");
  expect(await send(Date.now(), `${body} `)).toBe(401);
  expect(await send(Date.now() - 6 * 60_000)).toBe(401);
});

/** The test needs a port that is free, and its number. */
const LISTEN = '.listen(0, "127.0.0.1", function () { console.log("port " + this.address().port); })';
