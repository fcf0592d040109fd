import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { processRow } from "./process-table.ts";
import { type PostgresServer, startPostgres } from "./start-postgres.ts";

/** A cluster that was started and stopped once; making one anew is most of a start's time. */
const used = mkdtempSync(join(tmpdir(), "scrip-postgres-used-"));
chmodSync(used, 0o755);
const maker = await startPostgres({ dir: used });
await maker.stop();
afterAll(() => rmSync(used, { recursive: true, force: true }));

/** The test's folder, empty at first. */
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "scrip-postgres-"));
  chmodSync(dir, 0o755);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("startPostgres", { timeout: 60_000 }, () => {
  it("keeps data and password between runs, with durability on", async () => {
    const first = await start();
    expect(await query(first.url, "CREATE TABLE kept AS SELECT 7 AS value")).toEqual([]);
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);

    const second = await start();
    expect(await query(second.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(statSync(join(dir, "cluster", "password")).mode & 0o777).toBe(0o600);
    const durability = "SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name";
    expect(await query(second.url, durability, [["fsync", "full_page_writes", "synchronous_commit"]])).toEqual([
      { name: "fsync", setting: "on" },
      { name: "full_page_writes", setting: "on" },
      { name: "synchronous_commit", setting: "on" },
    ]);
  });

  it("refuses a second start in the same folder, and names the process that owns the server", async () => {
    withUsedCluster();
    const server = await start();
    await expect(startPostgres({ dir })).rejects.toThrow(`for process ${process.pid}`);
    expect(await query(server.url, "SELECT 1 AS still")).toEqual([{ still: 1 }]);
  });

  it("accepts exactly one of two concurrent starts", async () => {
    const outcomes = await Promise.allSettled([start(), start()]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(String(refused?.reason)).toContain(`for process ${process.pid}`);
  });

  it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)("stops the server when its owner gets %s", async (signal) => {
    withUsedCluster();
    const { owner, pid } = await startOwner();
    owner.kill(signal);
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 10_000 });
    const again = await start(); // Not only stopped: the data is complete, too.
    expect(await query(again.url, "SELECT 1 AS whole")).toEqual([{ whole: 1 }]);
  });

  it("recovers a server whose owner and guard were both killed", async () => {
    withUsedCluster();
    const left = await startOwner();
    await killWithGuard(left);
    const server = await start();
    expect(server.pid).not.toBe(left.pid);
    expect(isRunning(left.pid)).toBe(false);
  });

  it("starts again after a kill -9 of the server itself, and reports the end to its owner", async () => {
    withUsedCluster();
    const server = await start();
    process.kill(server.pid, "SIGKILL");
    await server.exited;
    const again = await start();
    expect(await query(again.url, "SELECT 1 AS recovered")).toEqual([{ recovered: 1 }]);
  });

  it("names the port if another program uses it", async () => {
    withUsedCluster();
    const other = await start();
    const elsewhere = join(dir, "elsewhere");
    withUsedCluster(elsewhere);
    await expect(startPostgres({ dir: elsewhere, port: other.port })).rejects.toThrow(`Port ${other.port} is taken`);
  });
});

describe.runIf(process.getuid?.() === 0)(
  "startPostgres as root, in a folder closed to others",
  { timeout: 60_000 },
  () => {
    beforeEach(() => chmodSync(dir, 0o700));

    it("keeps the data in that folder between runs, and changes no permissions", async () => {
      const first = await start();
      await query(first.url, "CREATE TABLE kept AS SELECT 7 AS value");
      await first.stop();
      expect(isRunning(first.pid)).toBe(false);

      const second = await start();
      expect(await query(second.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
      const readElsewhere = "SELECT pg_read_file('PG_VERSION') LIKE '18%' AS found";
      expect(await query(second.url, readElsewhere)).toEqual([{ found: true }]);
      expect(await query(second.url, "SHOW scrip.data")).toEqual([{ "scrip.data": join(dir, "cluster", "data") }]);
      expect(statSync(join(dir, "cluster", "data", "PG_VERSION")).isFile()).toBe(true);
      expect(statSync(dir).mode & 0o777).toBe(0o700);
    });

    it("stops the server when its owner is killed, and recovers a server whose guard was killed too", async () => {
      withUsedCluster();
      const { owner, pid } = await startOwner();
      owner.kill("SIGKILL");
      await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 10_000 });

      const left = await startOwner();
      await killWithGuard(left);
      const server = await start();
      expect(server.pid).not.toBe(left.pid);
      expect(isRunning(left.pid)).toBe(false);
      await expect(startPostgres({ dir })).rejects.toThrow(`for process ${process.pid}`);
    });
  },
);

/** Fills the test's folder, for tests that are about a server and not about its making. */
function withUsedCluster(folder = dir): void {
  execFileSync("cp", ["-a", `${used}/.`, folder]);
}

async function start(): Promise<PostgresServer> {
  const server = await startPostgres({ dir });
  onTestFinished(() => server.stop());
  return server;
}

interface Owned {
  owner: ChildProcess;
  pid: number;
}

async function killWithGuard({ owner, pid }: Owned): Promise<void> {
  const guard = processRow(pid)?.parent ?? 0;
  process.kill(guard, "SIGSTOP"); // So that it cannot stop the server in between.
  owner.kill("SIGKILL");
  process.kill(guard, "SIGKILL");
  await vi.waitFor(() => expect(isRunning(guard)).toBe(false));
  expect(isRunning(pid)).toBe(true);
}

async function startOwner(): Promise<Owned> {
  const fixture = fileURLToPath(new URL("./owner.fixture.ts", import.meta.url));
  const owner = spawn(process.execPath, [fixture, dir], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void owner.kill("SIGKILL"));
  const [line] = (await once(owner.stdout, "data")) as [Buffer];
  return { owner, ...(JSON.parse(line.toString()) as { pid: number }) };
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {}); // Tests end the server on purpose.
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

function isRunning(pid: number): boolean {
  return processRow(pid) !== undefined;
}
