import { randomUUIDv7 } from "node:crypto";
import { dueRun } from "@scrip/contract/tasks/due";
import { openQueue } from "@scrip/db/queue";
import { freePort, testDatabase } from "@scrip/db/testing";
import { afterAll, expect, it, vi } from "vitest";
import { aWorker } from "./testing/a-worker.ts";

vi.setConfig({ testTimeout: 240_000 });

const database = await testDatabase();
const owner = await database.open("owner");
const worker = await database.open("worker");
const queue = await openQueue(worker);
afterAll(() => queue.close());

const { worker: url } = database.urls;
const password = new URL(url).password || (new URL(url).searchParams.get("password") ?? "");

const until = (holds: () => Promise<void>): Promise<void> => vi.waitFor(holds, { timeout: 120_000, interval: 20 });

it("G16 logs tasks with their organization and without passwords, even if they fail and at level trace", async () => {
  const running = await aWorker(database, 1, { SCRIP_LOG_LEVEL: "trace" });
  const orgId = randomUUIDv7();
  // Without the right to read due work, every `due.run` fails by an error of Scrip.
  await owner.query("REVOKE SELECT ON due FROM scrip_worker");
  await worker.cell.transaction((tx) => queue.enqueue(tx, dueRun, { orgId }, { key: orgId }));
  const isOfTask = { name: "worker", task: "due.run", orgId, taskId: expect.stringMatching(/^[0-9a-f-]{36}$/) };
  const err = { code: "42501", stack: expect.any(String) };
  await until(async () => {
    expect(running.lines()).toContainEqual(expect.objectContaining({ ...isOfTask, err: expect.objectContaining(err) }));
    expect(running.output()).toMatch(/alert: the \w+ due\.run/);
  });
  expect(await running.stop()).toBe(0);
  // Every line about a task names it; a task of an organization names the organization too.
  for (const line of running.lines().filter(({ taskId, task }) => taskId !== undefined || task !== undefined))
    expect(line).toMatchObject({ task: expect.any(String), taskId: expect.any(String) });
  for (const line of running.lines().filter(({ task }) => task === "due.run")) expect(line.orgId).toBe(orgId);
  expect(password.length).toBeGreaterThan(10);
  expect(running.output()).not.toContain(password);
});

it("G16 prints no password if the database does not answer", async () => {
  const unreachable = new URL(url);
  unreachable.port = `${await freePort()}`;
  const failed = aWorker(database, 1, { WORKER_DATABASE_URL: unreachable.href });
  await expect(failed).rejects.toThrow("ECONNREFUSED");
  await expect(failed).rejects.not.toThrow(password);
});
