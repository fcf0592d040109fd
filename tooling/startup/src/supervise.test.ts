import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { freePort } from "./ports.ts";
import { untilReady } from "./ready.ts";
import { type SupervisedProcess, supervise } from "./supervise.ts";

const fixture = (name: string): string => join(import.meta.dirname, "fixtures", `${name}.ts`);

it("waits until a process answers, and stops it gracefully", async () => {
  const port = await freePort();
  const { child, logFile } = aProcess("answers-after-a-moment", { PORT: String(port) });
  await untilReady(child, `http://127.0.0.1:${port}/readyz`);
  await child.stop();
  expect(await child.ended).toBe("the child ended with exit code 0");
  expect(readFileSync(logFile, "utf8")).toBe("stopped on SIGTERM\n");
});

it("reports how a process ended by itself, with its last output", async () => {
  const { child } = aProcess("fails-at-once");
  await expect(untilReady(child, "http://127.0.0.1:1/readyz")).rejects.toThrow(
    "the child ended with exit code 3 before it was ready.\nthere is no database",
  );
});

it("reports the last answer and output of a process that never becomes ready", async () => {
  const { child } = aProcess("will-not-stop");
  await vi.waitFor(() => expect(child.lastWords()).toBe("running"));
  await expect(untilReady(child, "http://127.0.0.1:1/readyz", 200)).rejects.toThrow(
    "the child is not ready after 0.2 s: http://127.0.0.1:1/readyz answers nothing.\nrunning",
  );
});

it("kills a process that does not stop on SIGTERM", async () => {
  const { child } = aProcess("will-not-stop", {}, 200);
  await vi.waitFor(() => expect(child.lastWords()).toBe("running"));
  await child.stop();
  expect(await child.ended).toBe("the child was ended by SIGKILL");
  expect(child.lastWords()).toContain("SIGTERM ignored");
});

it("a supervised process ends when its supervisor is killed", async () => {
  const logFile = aLogFile();
  const args = [fixture("supervisor"), fixture("answers-after-a-moment"), logFile];
  const supervisor = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(supervisor.stdout, "data")) as [Buffer];
  const pid = Number(line.toString());
  await vi.waitFor(() => process.kill(pid, 0));
  supervisor.kill("SIGKILL");
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), { timeout: 10_000 });
});

function aProcess(name: string, env: NodeJS.ProcessEnv = {}, stopTimeoutMs?: number) {
  const logFile = aLogFile();
  const spec = { name: "the child", program: fixture(name), env: { ...process.env, ...env }, logFile };
  const child: SupervisedProcess = supervise(spec, stopTimeoutMs ?? 5000);
  onTestFinished(() => (child.hasEnded() ? undefined : void process.kill(child.pid ?? 0, "SIGKILL")));
  return { child, logFile };
}

function aLogFile(): string {
  const dir = mkdtempSync(join(tmpdir(), "scrip-startup-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, "child.log");
}
