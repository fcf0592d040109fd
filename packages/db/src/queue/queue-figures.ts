import { DEAD_QUEUE, type JobDefinition } from "@scrip/contract/tasks/define-job";
import type { DataSource } from "typeorm";
import { queryRows } from "../connection/query-rows.ts";
import { QUEUE_SCHEMA } from "./queue-schema-name.ts";

/** How many jobs of a queue wait, wait for a new try, or run. */
export interface QueueDepth {
  readonly queue: string;
  readonly state: "created" | "retry" | "active";
  readonly jobs: number;
}

/** @param worker of the worker's role, which alone reads jobs */
export async function queueDepths(worker: DataSource): Promise<readonly QueueDepth[]> {
  return queryRows<QueueDepth>(
    worker,
    `SELECT name AS queue, state::text AS state, count(*)::int AS jobs FROM ${QUEUE_SCHEMA}.job
      WHERE state <= 'active' GROUP BY name, state ORDER BY name, state`,
  );
}

/** Jobs that nobody could carry out, and that wait for an operator. */
export async function deadJobs(worker: DataSource): Promise<number> {
  const [row] = await queryRows<{ jobs: number }>(
    worker,
    `SELECT count(*)::int AS jobs FROM ${QUEUE_SCHEMA}.job WHERE name = $1 AND state = 'created'`,
    [DEAD_QUEUE],
  );
  return row?.jobs ?? 0;
}

/** Whether a job of a kind was completed by any worker in the last so many seconds. */
export async function ranWithin(worker: DataSource, job: JobDefinition, seconds: number): Promise<boolean> {
  const rows = await queryRows<object>(
    worker,
    `SELECT 1 AS ran FROM ${QUEUE_SCHEMA}.job
      WHERE name = $1 AND state = 'completed' AND completed_on > clock_timestamp() - $2 * interval '1 s' LIMIT 1`,
    [job.name, seconds],
  );
  return rows.length > 0;
}
