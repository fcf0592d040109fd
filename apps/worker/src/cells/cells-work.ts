import type { CellSource } from "@scrip/db/connection";
import { onlyCell } from "@scrip/db/connection";
import { nextDue } from "@scrip/db/due";
import { openWorkingQueue, type TaskQueue } from "@scrip/db/queue";
import type { ProcessDeps, WorkerDeps } from "../deps.ts";
import { DueAlarm } from "../due-alarm.ts";
import type { Env } from "../env.ts";
import { HANDLERS } from "../handlers/index.ts";
import { enqueueSweep, scheduleSweeps } from "../sweep-schedule.ts";
import type { CellQueues } from "./cell-queues.ts";

/** A worker looks for tasks of dead workers less often than for new tasks: by default every ten seconds. */
const POLLS_A_SUPERVISION = 5;
/** A cell that is away is tried again after this time. */
const RETRY_MS = 5_000;

/** What the work of cells needs. */
export interface CellsWorkParts {
  readonly deps: ProcessDeps;
  readonly queues: CellQueues;
  readonly env: Pick<Env, "SCRIP_POLL_SECONDS" | "SCRIP_SWEEP_SECONDS">;
}

/** The work of a worker in each cell: the tasks of its queue, its sweeps, and the alarm for its next due time. */
export class CellsWork {
  readonly #parts: CellsWorkParts;
  readonly #alarms: DueAlarm[] = [];
  readonly #stops: (() => void)[] = [];
  readonly #opening = new Set<Promise<void>>();
  /** The cells whose work has not begun, which the log has. */
  readonly #away = new Set<string>();
  readonly #closing = new AbortController();

  constructor(parts: CellsWorkParts) {
    this.#parts = parts;
  }

  /**
   * Begins the work of a cell. A cell with a name that is away is tried again in the background, so that the work of the
   * other cells does not wait for it.
   * @throws the error of the database of a deployment without named cells
   */
  async open(cell: CellSource, url: string): Promise<void> {
    if (cell.cell === null) return this.#begin(cell, url);
    const { log } = this.#parts.deps;
    try {
      await this.#begin(cell, url);
      if (this.#away.delete(cell.cell)) log.info({ cell: cell.cell }, `the work of the cell ${cell.cell} has begun`);
    } catch (err) {
      if (!this.#away.has(cell.cell))
        log.error({ err, cell: cell.cell }, `the cell ${cell.cell} is away; its work begins when it serves`);
      this.#away.add(cell.cell);
      const timer = setTimeout(() => this.#openLater(cell, url), RETRY_MS);
      this.#stops.push(() => clearTimeout(timer));
    }
  }

  /** Receives the announcement of a due time of some cell, or `null` if announcements may have been lost. */
  hear(at: number | null): void {
    for (const alarm of this.#alarms) alarm.hear(at);
  }

  /** Begins no more work. */
  async stop(): Promise<void> {
    this.#closing.abort();
    for (const stop of this.#stops) stop();
    await Promise.all(this.#alarms.map((alarm) => alarm.stop()));
    await Promise.all(this.#opening);
  }

  /** Waits for running tasks, at most this long. */
  close(patienceMs: number): Promise<void> {
    return this.#parts.queues.close(patienceMs);
  }

  #openLater(cell: CellSource, url: string): void {
    if (this.#closing.signal.aborted) return;
    const opening = this.open(cell, url).finally(() => this.#opening.delete(opening));
    this.#opening.add(opening);
  }

  async #begin(cell: CellSource, url: string): Promise<void> {
    const { env, queues } = this.#parts;
    // The sweep comes first: it finds out whether the cell answers.
    const queue = await this.#openQueue(url);
    const deps: WorkerDeps = { ...this.#parts.deps, cell, queue };
    try {
      await enqueueSweep(deps);
      for (const [handler, share] of HANDLERS)
        await queue.boss.work(handler.task.name, { ...share, ...paceOf(env) }, (tasks) =>
          Promise.all(tasks.map((task) => handler.run(deps, task))),
        );
    } catch (error) {
      await queue.close(0);
      throw error;
    }
    queues.add(queue);
    this.#stops.push(scheduleSweeps(deps, env.SCRIP_SWEEP_SECONDS));
    const alarm = alarmOf(deps);
    this.#alarms.push(alarm);
    alarm.look();
  }

  #openQueue(url: string): Promise<TaskQueue> {
    const { deps, env } = this.#parts;
    const onProblem = (err: Error): void => deps.log.error({ err }, `the task queue: ${err.message}`);
    const superviseSeconds = Math.ceil(env.SCRIP_POLL_SECONDS * POLLS_A_SUPERVISION);
    return openWorkingQueue({ url, onProblem, superviseSeconds });
  }
}

/** PostgreSQL announces a task at once; polling finds a task whose announcement was lost. */
function paceOf({ SCRIP_POLL_SECONDS }: CellsWorkParts["env"]) {
  return {
    perJobResults: true,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: SCRIP_POLL_SECONDS,
    notifyPollingIntervalSeconds: SCRIP_POLL_SECONDS,
  } as const;
}

function alarmOf(deps: WorkerDeps): DueAlarm {
  return new DueAlarm({
    nextDue: () => nextDue(onlyCell(deps.cell)),
    ring: () => enqueueSweep(deps),
    onProblem: (err) => deps.log.error({ err }, "the next due time could not be read"),
  });
}
