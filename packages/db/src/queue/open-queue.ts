import type { TaskDefinition } from "@scrip/contract/tasks/define-task";
import { type ConstructorOptions, type Db, PgBoss } from "pg-boss";
import type { OrganizationsTx } from "../connection/home-source.ts";
import type { Queryable } from "../connection/query-rows.ts";
import { QUEUE_SCHEMA } from "./queue-schema-name.ts";

/** When and how often a task runs. */
export interface EnqueueOptions {
  /** In an `exclusive` queue one task of a key waits or runs; the queue drops the others of that key. */
  readonly key?: string;
  /** The earliest time at which it may run. */
  readonly startAfter?: Date;
  /** The queue takes at most one task in each interval of this length, counted from 1970. */
  readonly oncePerSeconds?: number;
}

/**
 * The task queue of a process, in the organizations' home. It only wakes workers: due work, debts and payments are rows
 * in our own tables.
 */
export interface TaskQueue {
  /**
   * Sends a task inside the caller's transaction: the task exists if that transaction commits, and does
   * not if it is rolled back.
   * @returns the task's id; `null` if the terms of its queue dropped it
   * @throws ZodError if the payload does not fit the task's schema
   */
  enqueue<Payload extends object>(
    tx: OrganizationsTx,
    task: TaskDefinition<Payload>,
    payload: Payload,
    options?: EnqueueOptions,
  ): Promise<string | null>;
  /** Sends many tasks of one kind in one statement, each with its key. @returns how many the queue took */
  enqueueAll<Payload extends object>(
    tx: OrganizationsTx,
    task: TaskDefinition<Payload>,
    items: readonly { readonly payload: Payload; readonly key: string }[],
  ): Promise<number>;
  /** pg-boss itself, for the worker. */
  readonly boss: PgBoss;
  /** Waits for running tasks, at most this long; another worker gets the tasks that still run then. */
  close(patienceMs?: number): Promise<void>;
}

/** The options of a process that runs tasks. */
export interface WorkingQueueOptions {
  /** The worker's address: pg-boss listens and works on connections of its own. */
  readonly url: string;
  readonly onProblem: (problem: Error) => void;
  /** How often a worker returns the tasks of dead workers to their queues, and counts waiting tasks. 10, if not given. */
  readonly superviseSeconds?: number;
}

const SUPERVISE_SECONDS = 10;
/** How often a worker removes tasks that ended long ago. */
const MAINTAIN_SECONDS = 600;

const COMMON = { schema: QUEUE_SCHEMA, migrate: false, schedule: false } satisfies ConstructorOptions;

/**
 * Opens the queue for sending, on the process's own pool.
 * @throws Error if the queue's tables are missing, or of another version
 */
export async function openQueue(pool: Queryable): Promise<TaskQueue> {
  return opened(new PgBoss({ ...COMMON, db: dbOf(pool), supervise: false }), () => {});
}

/** Opens the queue for a worker: it listens for tasks, and takes over those of dead workers. */
export async function openWorkingQueue({
  url,
  onProblem,
  superviseSeconds = SUPERVISE_SECONDS,
}: WorkingQueueOptions): Promise<TaskQueue> {
  const boss = new PgBoss({
    ...COMMON,
    connectionString: url,
    application_name: "scrip-queue",
    max: 4,
    useListenNotify: true,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    queueCacheIntervalSeconds: superviseSeconds,
    maintenanceIntervalSeconds: MAINTAIN_SECONDS,
    // Only the owner of the tables may reindex them.
    reindex: false,
  });
  boss.on("warning", ({ message }) => onProblem(new Error(message)));
  return opened(boss, onProblem);
}

async function opened(boss: PgBoss, onProblem: (problem: Error) => void): Promise<TaskQueue> {
  // Without a listener, an error in the maintenance of pg-boss would end the process.
  boss.on("error", (error) => onProblem(error instanceof Error ? error : new Error(String(error))));
  await boss.start();
  return {
    boss,
    enqueue: async (tx, task, payload, options = {}) =>
      boss.send(task.name, task.payload.parse(payload), { ...sendOptions(options), db: dbOf(tx) }),
    enqueueAll: async (tx, task, items) => {
      const tasks = items.map(({ payload, key }) => ({ data: task.payload.parse(payload), singletonKey: key }));
      const ids = await boss.insert(task.name, tasks, { db: dbOf(tx), returnId: true });
      return ids?.length ?? 0;
    },
    close: (patienceMs = 30_000) => boss.stop({ graceful: true, timeout: patienceMs }),
  };
}

function sendOptions({ key, startAfter, oncePerSeconds }: EnqueueOptions) {
  return {
    ...(key !== undefined && { singletonKey: key }),
    ...(startAfter !== undefined && { startAfter }),
    ...(oncePerSeconds !== undefined && { singletonSeconds: oncePerSeconds }),
  };
}

/** Runs the statements of pg-boss on a connection of TypeORM, which returns rows, or rows and a count. */
function dbOf(connection: Queryable): Db {
  return {
    executeSql: async (text, values) => {
      const answer = (await connection.query(text, values as unknown[] | undefined)) as unknown[];
      const isCounted = answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === "number";
      return { rows: (isCounted ? answer[0] : answer) as unknown[] };
    },
  };
}
