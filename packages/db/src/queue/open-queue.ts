import type { JobDefinition } from "@scrip/contract/tasks/define-job";
import { type ConstructorOptions, type Db, PgBoss } from "pg-boss";
import type { DataSource, EntityManager } from "typeorm";
import { QUEUE_SCHEMA } from "./queue-schema-name.ts";

/** When and how often a job is to run. */
export interface EnqueueOptions {
  /** In an `exclusive` queue one job of a key waits or runs; what is sent beside it is dropped. */
  readonly key?: string;
  /** Not before. */
  readonly startAfter?: Date;
  /** At most one job is taken in each such stretch of time, counted from 1970. */
  readonly oncePerSeconds?: number;
}

/** The job queue of a process. It only wakes: what is due, owed or paid stands in tables of ours. */
export interface JobQueue {
  /**
   * Sends a job inside the caller's transaction: it is there when that commits, and was never there
   * when it is rolled back. The caller's own rows and the job are one.
   * @returns the job's id, `null` where its queue's rule dropped it
   * @throws ZodError where the payload is not what the job takes
   */
  enqueue<Payload extends object>(
    tx: EntityManager,
    job: JobDefinition<Payload>,
    payload: Payload,
    options?: EnqueueOptions,
  ): Promise<string | null>;
  /** Sends many of a kind in one statement, each with its key. @returns how many were taken */
  enqueueAll<Payload extends object>(
    tx: EntityManager,
    job: JobDefinition<Payload>,
    items: readonly { readonly payload: Payload; readonly key: string }[],
  ): Promise<number>;
  /** pg-boss itself, for the worker. */
  readonly boss: PgBoss;
  /** Waits for jobs that run, for at most so long; what still runs then goes to another worker. */
  close(patienceMs?: number): Promise<void>;
}

/** What a process of the worker needs beyond sending. */
export interface WorkingQueueOptions {
  /** The worker's address: pg-boss listens and works on connections of its own. */
  readonly url: string;
  readonly onProblem: (problem: Error) => void;
}

/** How often a worker looks after jobs whose worker died, and counts what waits. */
const SUPERVISE_SECONDS = 10;
/** How often jobs that ended long ago are removed. */
const MAINTAIN_SECONDS = 600;

const COMMON = { schema: QUEUE_SCHEMA, migrate: false, schedule: false } satisfies ConstructorOptions;

/**
 * Opens the queue for sending, on the process's own pool.
 * @throws Error where the queue's tables are not there, or of another version
 */
export async function openQueue(dataSource: DataSource): Promise<JobQueue> {
  return opened(new PgBoss({ ...COMMON, db: dbOf(dataSource), supervise: false }), () => {});
}

/** Opens the queue for a worker: it listens for jobs, and looks after those that others left. */
export async function openWorkingQueue({ url, onProblem }: WorkingQueueOptions): Promise<JobQueue> {
  const boss = new PgBoss({
    ...COMMON,
    connectionString: url,
    application_name: "scrip-queue",
    max: 4,
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    queueCacheIntervalSeconds: SUPERVISE_SECONDS,
    maintenanceIntervalSeconds: MAINTAIN_SECONDS,
    // Only the owner of the tables may.
    reindex: false,
  });
  boss.on("warning", ({ message }) => onProblem(new Error(message)));
  return opened(boss, onProblem);
}

async function opened(boss: PgBoss, onProblem: (problem: Error) => void): Promise<JobQueue> {
  // Without a listener an error of its upkeep would end the process.
  boss.on("error", (error) => onProblem(error instanceof Error ? error : new Error(String(error))));
  await boss.start();
  return {
    boss,
    enqueue: async (tx, job, payload, options = {}) =>
      boss.send(job.name, job.payload.parse(payload), { ...sendOptions(options), db: dbOf(tx) }),
    enqueueAll: async (tx, job, items) => {
      const jobs = items.map(({ payload, key }) => ({ data: job.payload.parse(payload), singletonKey: key }));
      const ids = await boss.insert(job.name, jobs, { db: dbOf(tx), returnId: true });
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

/** pg-boss on a connection of TypeORM's, which answers rows, or rows and a count. */
function dbOf(connection: DataSource | EntityManager): Db {
  return {
    executeSql: async (text, values) => {
      const answer: unknown[] = await connection.query(text, values as unknown[] | undefined);
      const isCounted = answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === "number";
      return { rows: (isCounted ? answer[0] : answer) as unknown[] };
    },
  };
}
