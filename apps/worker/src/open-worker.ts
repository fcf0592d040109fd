import { checkLedgerRole, checkServer } from "@scrip/db/boot";
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { nextDue } from "@scrip/db/due";
import { type Changes, openChanges } from "@scrip/db/events";
import { openLedger } from "@scrip/db/ledger";
import { openWorkingQueue } from "@scrip/db/queue";
import { openDataSource } from "@scrip/db/schema";
import type { FastifyInstance } from "fastify";
import type { WorkerDeps } from "./deps.ts";
import { DueAlarm } from "./due-alarm.ts";
import type { Env } from "./env.ts";
import { HANDLERS } from "./handlers/index.ts";
import type { Log } from "./log.ts";
import { openMetrics } from "./metrics.ts";
import { servePrivately } from "./private-server.ts";
import { askForSweep, scheduleSweeps } from "./sweep-schedule.ts";

/** How long a stop waits for running tasks; another worker gets those that still run then. */
const PATIENCE_MS = 10_000;

/** A worker that works. */
export interface OpenWorker {
  /** Finishes what runs, within ten seconds, and closes everything. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a worker: checks that the server and the role are fit for money, takes up the queue, looks
 * for due work and tells its health.
 * @throws StartupError with what to change
 */
export async function openWorker(env: Env, log: Log): Promise<OpenWorker> {
  const [deps, changes] = await openDeps(env, log);
  const server = await servePrivately(deps, env);
  const alarm = alarmOf(deps);
  const stopHearing = changes.onDue((at) => alarm.hear(at));
  for (const [handler, share] of HANDLERS)
    await deps.queue.boss.work(handler.task.name, { ...share, ...PACE }, (tasks) =>
      Promise.all(tasks.map((task) => handler.run(deps, task))),
    );
  await askForSweep(deps);
  const stopSweeps = scheduleSweeps(deps, env.SCRIP_SWEEP_SECONDS);
  alarm.look();
  log.info("ready");
  return {
    close: async () => {
      stopSweeps();
      stopHearing();
      await alarm.stop();
      await closeAll(deps, changes, server);
    },
  };
}

/** PostgreSQL announces a task at once; polling finds a task whose announcement was lost. */
const PACE = {
  perJobResults: true,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 2,
} as const;

async function openDeps(env: Env, log: Log): Promise<[WorkerDeps, Changes]> {
  const url = env.WORKER_DATABASE_URL;
  const worker = await openDataSource(url, { applicationName: "scrip-worker", poolSize: 6 });
  await checkServer(worker);
  await checkLedgerRole(worker);
  const books = bookStore((version) => loadCatalog(worker, version));
  const ledger = openLedger({ url, books, lanes: env.SCRIP_LEDGER_LANES });
  const onProblem = ({ message }: Error): void => log.error(`the task queue: ${message}`);
  const queue = await openWorkingQueue({ url, onProblem });
  const changes = await openChanges(url);
  return [{ ledger, worker, queue, log, metrics: openMetrics({ worker, ledger }) }, changes];
}

function alarmOf(deps: WorkerDeps): DueAlarm {
  return new DueAlarm({
    nextDue: () => nextDue(deps.worker),
    ring: () => askForSweep(deps),
    onProblem: (error) =>
      deps.log.error(`what falls due next is not known: ${error instanceof Error ? error.message : String(error)}`),
  });
}

async function closeAll({ queue, ledger, worker }: WorkerDeps, changes: Changes, server: FastifyInstance | null) {
  await queue.close(PATIENCE_MS);
  await changes.close();
  await server?.close();
  await ledger.close();
  await worker.destroy();
}
