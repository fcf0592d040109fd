import { randomUUID } from "node:crypto";
import { defineTask, type TaskDefinition } from "@scrip/contract/tasks/define-task";
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { CellReporter } from "@scrip/db/cells";
import { InvariantError, TransientError } from "@scrip/db/connection";
import { openQueue } from "@scrip/db/queue";
import { testDatabase } from "@scrip/db/testing";
import { openLog } from "@scrip/process/log";
import { RefusedError } from "@scrip/usecases/refused";
import { afterAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { ClockWatch } from "./clock-watch.ts";
import type { WorkerDeps } from "./deps.ts";
import { handle, Retry } from "./handle.ts";
import { operatorsAlertHandler } from "./handlers/operators-alert.ts";
import { openMetrics } from "./metrics/metrics.ts";
import { apiLedger } from "./testing/a-customer.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const worker = await database.open("worker");
const ledger = apiLedger(database);
const queue = await openQueue(worker);
afterAll(() => Promise.all([ledger.close(), queue.close()]));

const lines: { msg: string; [field: string]: unknown }[] = [];
const write = (line: string) => void lines.push(JSON.parse(line));
const log = openLog({ name: "worker", level: "info", isForPeople: false, write });
const deps: WorkerDeps = {
  ledger,
  books: bookStore((version) => loadCatalog(worker.organizations, version)),
  homes: worker,
  cell: worker.cell,
  queue,
  mails: null,
  origin: null,
  catalogVersion: async () => 1,
  note: null,
  cellReporter: new CellReporter({
    platform: worker.platform,
    schemaVersionOf: async () => null,
    steadyNow: () => 0,
  }),
  clocks: new ClockWatch({ wallNow: () => Date.now(), steadyNow: () => 0, onChange: () => {} }),
  log,
  metrics: openMetrics({ homes: worker, ledger }),
};
beforeEach(async () => {
  lines.length = 0;
  await owner.query("DELETE FROM pgboss.job");
});

const greet: TaskDefinition<{ name: string }> = defineTask({
  name: "greet",
  payload: z.strictObject({ name: z.string() }),
});
const taskOf = (data: unknown) => ({
  id: randomUUID(),
  name: "greet",
  data,
  signal: new AbortController().signal,
  expireInSeconds: 1,
  heartbeatSeconds: null,
  retryCount: 0,
});
const alerts = (): Promise<{ data: Record<string, unknown> }[]> =>
  owner.query("SELECT data FROM pgboss.job WHERE name = 'operators.alert'");
const throwing = (error: Error) => handle(greet, () => Promise.reject(error));

it("gives the handler its payload, and completes the task with the outcome", async () => {
  const handler = handle(greet, async (_deps, { name }) => ({ said: `hello ${name}` }));
  const task = taskOf({ name: "Ada" });
  expect(await handler.run(deps, task)).toEqual({ id: task.id, status: "completed", output: { said: "hello Ada" } });
  expect(await alerts()).toEqual([]);
});

it("completes a task that the rules refused, and records the refusal", async () => {
  const refusal = { code: "job_not_found", message: "There is no such job.", data: { job: "a" } } as const;
  const result = await throwing(new RefusedError(refusal)).run(deps, taskOf({ name: "Ada" }));
  expect(result).toMatchObject({ status: "completed", output: { refused: refusal } });
  expect(await alerts()).toEqual([]);
});

it.each([
  ["the database did not answer", new TransientError("unavailable", "not now", 1)],
  ["a lock took too long", Object.assign(new Error("lock timeout"), { code: "55P03" })],
])("retries a task if %s", async (_, error) => {
  const result = await throwing(error).run(deps, taskOf({ name: "Ada" }));
  expect(result).toMatchObject({ status: "failed", output: { message: error.message } });
  expect(await alerts()).toEqual([]);
});

it("retries a task if its handler returns `Retry`", async () => {
  const handler = handle(greet, async () => new Retry("a part failed"));
  expect(await handler.run(deps, taskOf({ name: "Ada" }))).toMatchObject({ status: "failed" });
});

it.each([
  ["the books do not add up", { name: "Ada" }, new InvariantError("it does not add up"), "it does not add up"],
  ["Scrip's code is wrong", { name: "Ada" }, new TypeError("x is not a function"), "x is not a function"],
  ["its payload does not match its schema", { name: 5 }, new Error("never reached"), "expected string"],
])("moves a task to the dead letter queue at once and alerts the operators if %s", async (_, data, error, problem) => {
  const task = taskOf(data);
  const result = await throwing(error).run(deps, task);
  expect(result).toMatchObject({ id: task.id, status: "deadletter" });
  const enqueued = await alerts();
  expect(enqueued).toMatchObject([{ data: { about: "job_dead", job: "greet", jobId: task.id } }]);
  expect(enqueued[0]?.data.problem).toContain(problem);
  // The operators read the same.
  await operatorsAlertHandler.run(deps, { ...taskOf(enqueued[0]?.data), name: "operators.alert" });
  expect(lines.at(-1)?.msg).toMatch(/^alert: the task greet .* waits in the queue "dead"/);
});

it("retries a task if the alert about its failure fails", async () => {
  await owner.query("ALTER TABLE pgboss.queue RENAME TO unreachable");
  try {
    const result = await throwing(new InvariantError("it does not add up")).run(deps, taskOf({ name: "Ada" }));
    expect(result).toMatchObject({ status: "failed" });
  } finally {
    await owner.query("ALTER TABLE pgboss.unreachable RENAME TO queue");
  }
});
