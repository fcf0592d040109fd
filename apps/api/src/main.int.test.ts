import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@scrip/db/testing";
import { payg } from "@scrip/domain/catalog";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { anApi, callOver } from "./testing/an-api.ts";
import { startApiProcess } from "./testing/api-process.ts";

const api = await anApi();
const { urls } = api.database;
/** Processes start slowly on a busy machine. */
const PATIENT = { timeout: 30_000 };

describe("the process", () => {
  it("E9 ends its streams at a SIGTERM, answers running requests, and accepts no more", async () => {
    const org = await api.anOrganization({ credit: 100 });
    const { process, url } = await start({ NODE_ENV: "test" });
    const stream = await fetch(`${url}${streamOf(org)}`, { headers: { authorization: `Bearer ${api.key}` } });
    const free = await lockOrganization(org);
    const input = { org, amount: "40", idempotencyKey: "in-flight" };
    const answered = callOver(url, "charges.create", input, api.key);
    await vi.waitFor(async () => expect(await waiting()).toBe(1), PATIENT);
    process.stop();
    // The stream ends at once, while the command still waits, so its browser connects to another process.
    expect(await stream.text()).not.toMatch(/event: (return|serialized-error)/);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
    await free();
    expect(await answered).toMatchObject({ status: 200, data: { charged: "40" } });
    expect([await process.ended, process.errorOutput()]).toEqual([0, ""]);
    expect(process.lines().slice(-2)).toMatchObject([{ msg: "stopping", signal: "SIGTERM" }, { msg: "stopped" }]);
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "60" });
  });

  it("E9 exits at once at a second SIGTERM, in the middle of a command", async () => {
    const org = await api.anOrganization({ credit: 100 });
    const { process, url } = await start();
    const free = await lockOrganization(org);
    const input = { org, amount: "40", idempotencyKey: "impatient" };
    const outcome = callOver(url, "charges.create", input, api.key).catch((error: Error) => error.message);
    await vi.waitFor(async () => expect(await waiting()).toBe(1), PATIENT);
    process.stop();
    await vi.waitFor(async () => expect(process.output()).toContain("stopping"), PATIENT);
    process.stop();
    expect(await process.ended).toBe(143);
    expect(await outcome).toBe("fetch failed");
    await free();
  });

  it("G16 does not start in production without a secret for sessions and an origin for links", async () => {
    const bare = startApiProcess({ ...environment({ NODE_ENV: "production" }), SCRIP_AUTH_SECRET: "too short" });
    expect(await bare.ended).toBe(1);
    expect(bare.errorOutput()).toContain("SCRIP_AUTH_SECRET: must have at least 32 characters");
    const without = startApiProcess({ ...environment({ NODE_ENV: "production" }), SCRIP_AUTH_SECRET: "" });
    expect(await without.ended).toBe(1);
    expect(without.errorOutput()).toMatch(/SCRIP_AUTH_SECRET: .*\nSCRIP_ORIGIN: /);
  });

  it("does not start with a catalog that is not valid, and names what is wrong", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scrip-catalog-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "own.json");
    await writeFile(path, JSON.stringify({ ...payg, defaultPlan: "gold" }));
    const wrong = startApiProcess(environment({ SCRIP_CATALOG: path }));
    expect(await wrong.ended).toBe(1);
    expect(wrong.errorOutput()).toContain(`The catalog in ${path} is not valid:\n  defaultPlan: must be "core" or`);
  });

  it("starts with an own catalog, which new organizations are on", async () => {
    const { url } = await start({ SCRIP_CATALOG: "payg" });
    const input = { name: "Acme (payg)", idempotencyKey: "payg" };
    const { data } = await callOver(url, "organizations.create", input, api.key);
    const [{ plan }] = await api.owner.query("SELECT plan FROM organizations WHERE org_id = $1", [
      String(data.org).slice(4),
    ]);
    expect(plan).toBe("core");
  });

  it("G15 does not start in production with a hook of tests", async () => {
    const hooked = startApiProcess(environment({ NODE_ENV: "production", SCRIP_TEST_CRASH_AT: "batch.decided:1" }));
    expect(await hooked.ended).toBe(1);
    expect(hooked.errorOutput()).toContain("SCRIP_TEST_CRASH_AT: is a hook of tests");
  });

  it("G15 crashes at the crash point of a test, and afterwards the same key gets its answer", async () => {
    const org = await api.anOrganization({ credit: 100 });
    const { process, url } = await start({ NODE_ENV: "test", SCRIP_TEST_CRASH_AT: "transaction.committed:1" });
    const input = { org, amount: "40", idempotencyKey: "killed" };
    await expect(callOver(url, "charges.create", input, api.key)).rejects.toThrow("fetch failed");
    expect(await process.ended).toBeNull();
    expect(await api.ok("charges.create", input)).toMatchObject({ charged: "40" });
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "60", seq: 2 });
  });

  it("serves its metrics on their own port, and exits if its own port is taken", async () => {
    const port = await freePort();
    const { url } = await start({ SCRIP_METRICS_PORT: `${port}` });
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toContain("scrip_live_streams 0");
    expect(text).toContain("process_cpu_user_seconds_total");
    const taken = startApiProcess(environment({ PORT: new URL(url).port, SCRIP_METRICS_PORT: "0" }));
    expect(await taken.ended).toBe(1);
    // An operator can fix a taken port, so the message has no stack.
    expect(taken.errorOutput()).toMatch(/^listen EADDRINUSE: address already in use 127\.0\.0\.1:\d+\n$/);
    const wrong = startApiProcess(environment({ SCRIP_ORIGIN: "https://credits.example.com/path" }));
    expect(await wrong.ended).toBe(1);
    expect(wrong.errorOutput()).toBe(
      "The API cannot start with this environment.\nSCRIP_ORIGIN: must be a scheme and a host alone\n",
    );
  });

  it("G17 does not start with a superuser as the role of its checks", async () => {
    const process = startApiProcess(environment({ VERIFY_DATABASE_URL: api.database.ownerUrl }));
    expect(await process.ended).toBe(1);
    expect(process.errorOutput()).toMatch(/^The role \w+ is a superuser, .* VERIFY_DATABASE_URL, or leave it out\.\n$/);
  });

  it("prints the stack of an unexpected error at the start", async () => {
    const unreachable = new URL(urls.app);
    unreachable.port = `${await freePort()}`;
    const process = startApiProcess(environment({ APP_DATABASE_URL: unreachable.href }));
    expect(await process.ended).toBe(1);
    expect(process.errorOutput()).toMatch(/^Error: connect ECONNREFUSED .*\n +at /);
  });
});

async function start(some: NodeJS.ProcessEnv = {}) {
  const port = await freePort();
  const process = startApiProcess(environment({ PORT: `${port}`, SCRIP_METRICS_PORT: "0", ...some }));
  const url = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).ok).toBe(true), PATIENT);
  return { process, url };
}

function environment(some: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { APP_DATABASE_URL: urls.app, VERIFY_DATABASE_URL: urls.verify, HOST: "127.0.0.1", ...some };
}

function streamOf(org: string): string {
  return `/trpc/live.balance?input=${encodeURIComponent(JSON.stringify({ org }))}`;
}

/** Locks an organization in a transaction. @returns a function that releases it */
async function lockOrganization(org: string): Promise<() => Promise<void>> {
  const lock = api.owner.createQueryRunner();
  await lock.startTransaction();
  await lock.query("SELECT FROM organizations WHERE org_id = $1 FOR UPDATE", [org.slice(4)]);
  return async () => {
    await lock.commitTransaction();
    await lock.release();
  };
}

/** Counts sessions that wait for a lock. The query runs outside the locking transaction, whose snapshot is old. */
async function waiting(): Promise<number> {
  const [row] = await api.owner.query(
    "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0",
  );
  return (row as { waiting: number }).waiting;
}
