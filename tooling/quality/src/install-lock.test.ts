import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { root } from "./root.ts";

describe("the lock of an install", () => {
  it("admits one process at a time", async () => {
    const { log, enter } = aLock();
    const codes = await Promise.all([1, 2, 3, 4].map(() => exitOf(enter(50))));
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(readFileSync(log, "utf8")).toBe("in out ".repeat(4));
  });

  it("passes to the next process when its holder is killed", async () => {
    const { log, enter } = aLock();
    const holder = enter(60_000);
    await vi.waitFor(() => expect(readFileSync(log, "utf8")).toBe("in "));
    const next = enter(0);
    holder.kill("SIGKILL");
    expect(await exitOf(next)).toBe(0);
    expect(readFileSync(log, "utf8")).toBe("in in out ");
  });
});

/** A lock, and processes that hold it for a time. Each logs when it gets and releases the lock. */
function aLock(): { log: string; enter: (holdMs: number) => ChildProcess } {
  const dir = mkdtempSync(join(tmpdir(), "scrip-lock-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const log = join(dir, "log");
  const lock = join(dir, "lock");
  appendFileSync(log, "");
  const module = pathToFileURL(join(root, "tooling/bootstrap/lock.mjs")).href;
  const enter = (holdMs: number) => {
    const script = `
      import { appendFileSync } from "node:fs";
      import { withLock } from ${JSON.stringify(module)};
      await withLock(${JSON.stringify(lock)}, async () => {
        appendFileSync(${JSON.stringify(log)}, "in ");
        await new Promise((resolve) => setTimeout(resolve, ${holdMs}));
        appendFileSync(${JSON.stringify(log)}, "out ");
      });`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: "ignore" });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  };
  return { log, enter };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}
