import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { openBrowser } from "./index.ts";

it("the browser and all its child processes end when the process that opened it is killed", async () => {
  const home = mkdtempSync(join(tmpdir(), "scrip-browser-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const program = join(import.meta.dirname, "fixtures/opens-a-browser.ts");
  // Empty home and temporary folders, as on a new machine.
  const env = { ...process.env, HOME: home, TMPDIR: home };
  const opener = spawn(process.execPath, [program], { env, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void opener.kill("SIGKILL"));
  expect(String((await once(opener.stdout, "data"))[0])).toBe("open\n");
  const group = browserGroup(home);
  expect(membersOf(group).length).toBeGreaterThan(1);
  opener.kill("SIGKILL");
  await vi.waitFor(() => expect(membersOf(group)).toEqual([]), { timeout: 15_000 });
});

it("pages cannot connect to other machines", async () => {
  const server = createServer((_request, response) => void response.end("here")).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const opened = await openBrowser();
  onTestFinished(() => opened.close());
  const page = await opened.browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect.poll(() => page.textContent("body")).toBe("here");
  await expect(page.goto("http://scrip.example/")).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
});

/** The process group of the browser whose profile is in this folder, which its main process has as an argument. */
function browserGroup(folder: string): string {
  return (
    rows()
      .find((row) => row.includes(`--user-data-dir=${folder}`))
      ?.split(" ")[0] ?? "no browser"
  );
}

function membersOf(group: string): string[] {
  return rows().filter((row) => row.startsWith(`${group} `));
}

/** Process group, state and command of each live process. */
function rows(): string[] {
  const table = process.platform === "linux" ? linuxRows() : macRows();
  return table.filter((row) => !/^\d+ +[ZX]/.test(row));
}

/** Reads /proc, because a minimal Linux may lack `ps`. */
function linuxRows(): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return [`${group} ${state} ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")}`];
    } catch {
      return []; // The process has just ended.
    }
  });
}

function macRows(): string[] {
  const table = execFileSync("ps", ["-axo", "pgid=,stat=,command="], { encoding: "utf8" });
  return table.split("\n").map((row) => row.trim());
}
