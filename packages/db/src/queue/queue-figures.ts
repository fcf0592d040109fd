import { DEAD_QUEUE, type TaskDefinition } from "@scrip/contract/tasks/define-task";
import type { OrganizationsSource } from "../connection/home-source.ts";
import { queryRows } from "../connection/query-rows.ts";
import { QUEUE_SCHEMA } from "./queue-schema-name.ts";

/** How many tasks of a queue wait, wait for a new try, or run. */
export interface QueueDepth {
  readonly queue: string;
  readonly state: "created" | "retry" | "active";
  readonly tasks: number;
}

/** @param worker of the worker's role, which alone may read tasks */
export async function queueDepths(worker: OrganizationsSource): Promise<readonly QueueDepth[]> {
  return queryRows<QueueDepth>(
    worker,
    `SELECT name AS queue, state::text AS state, count(*)::int AS tasks FROM ${QUEUE_SCHEMA}.job
      WHERE state <= 'active' GROUP BY name, state ORDER BY name, state`,
  );
}

/** The number of tasks in the dead letter queue, which wait for an operator. */
export async function deadTasks(worker: OrganizationsSource): Promise<number> {
  const [row] = await queryRows<{ tasks: number }>(
    worker,
    `SELECT count(*)::int AS tasks FROM ${QUEUE_SCHEMA}.job WHERE name = $1 AND state = 'created'`,
    [DEAD_QUEUE],
  );
  return row?.tasks ?? 0;
}

/** Whether any worker completed a task of this kind in the last so many seconds. */
export async function ranWithin(worker: OrganizationsSource, task: TaskDefinition, seconds: number): Promise<boolean> {
  const rows = await queryRows<object>(
    worker,
    `SELECT 1 AS ran FROM ${QUEUE_SCHEMA}.job
      WHERE name = $1 AND state = 'completed' AND completed_on > clock_timestamp() - $2 * interval '1 s' LIMIT 1`,
    [task.name, seconds],
  );
  return rows.length > 0;
}
