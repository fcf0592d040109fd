/** The schema of pg-boss's tables, separate from ours, since they belong to no organization. */
export const QUEUE_SCHEMA = "pgboss";
