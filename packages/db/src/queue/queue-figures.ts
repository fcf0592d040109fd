import { DEAD_QUEUE, type TaskDefinition } from "@scrip/contract/tasks/define-task";
import type { OrganizationsSource } from "../connection/home-source.ts";
import { inEveryCell } from "../connection/in-home.ts";
import { QUEUE_SCHEMA } from "./queue-schema-name.ts";

/** How many tasks of a queue wait, wait for a new try, or run. */
export interface QueueDepth {
  readonly queue: string;
  readonly state: "created" | "retry" | "active";
  readonly tasks: number;
}

/** @param worker of the worker's role, which alone may read tasks */
export async function queueDepths(worker: OrganizationsSource): Promise<readonly QueueDepth[]> {
  const depths = await rowsOf<QueueDepth>(
    worker,
    `SELECT name AS queue, state::text AS state, count(*)::int AS tasks FROM ${QUEUE_SCHEMA}.job
      WHERE state <= 'active' GROUP BY name, state ORDER BY name, state`,
  );
  const total = new Map<string, QueueDepth>();
  for (const depth of depths) {
    const key = `${depth.queue} ${depth.state}`;
    total.set(key, { ...depth, tasks: depth.tasks + (total.get(key)?.tasks ?? 0) });
  }
  return [...total.values()];
}

/** The number of tasks in the dead letter queue, which wait for an operator. */
export async function deadTasks(worker: OrganizationsSource): Promise<number> {
  const rows = await rowsOf<{ tasks: number }>(
    worker,
    `SELECT count(*)::int AS tasks FROM ${QUEUE_SCHEMA}.job WHERE name = $1 AND state = 'created'`,
    [DEAD_QUEUE],
  );
  return rows.reduce((sum, { tasks }) => sum + tasks, 0);
}

/** The rows of the queues of all cells that answer. */
async function rowsOf<Row>(worker: OrganizationsSource, sql: string, values: unknown[] = []): Promise<Row[]> {
  const rows = await inEveryCell(worker, (cell) => cell.query<Row[]>(sql, values), { ifAway: "leave_out" });
  return rows.flat();
}

/** Whether any worker completed a task of this kind in the last so many seconds, in the queue of every cell that answers. */
export async function ranWithin(worker: OrganizationsSource, task: TaskDefinition, seconds: number): Promise<boolean> {
  const rows = await rowsOf<{ ran: boolean }>(
    worker,
    `SELECT EXISTS (SELECT FROM ${QUEUE_SCHEMA}.job
      WHERE name = $1 AND state = 'completed' AND completed_on > clock_timestamp() - $2 * interval '1 s') AS ran`,
    [task.name, seconds],
  );
  return rows.every(({ ran }) => ran);
}
