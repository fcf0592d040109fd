/** The schema of pg-boss's tables, beside ours: they belong to no organization. */
export const QUEUE_SCHEMA = "pgboss";
