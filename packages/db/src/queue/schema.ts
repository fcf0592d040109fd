import { DEAD_QUEUE, type TaskDefinition } from "@scrip/contract/tasks/define-task";
import { QUEUE_TASKS } from "@scrip/contract/tasks/queue-tasks";
import type { Client } from "pg";
import { getConstructionPlans, getMigrationPlans, PgBoss, type QueueOptions } from "pg-boss";
import packageJson from "pg-boss/package.json" with { type: "json" };
import { ROLES } from "../connection/roles.ts";
import { StartupError } from "../connection/startup-error.ts";
import { QUEUE_SCHEMA } from "./queue-schema-name.ts";

/** The version of pg-boss's tables that its package works with. */
const QUEUE_VERSION = packageJson.pgboss.schema;

/**
 * Installs pg-boss's tables, or migrates them to the version of its package, and prepares a queue for each kind of
 * task. It runs as the owner of the database; processes only read and write rows.
 * @param owner holds the lock on preparations
 */
export async function prepareQueue(owner: Client): Promise<void> {
  const version = await installedVersion(owner);
  if (version === null) await owner.query(getConstructionPlans(QUEUE_SCHEMA));
  else if (version < QUEUE_VERSION) await owner.query(migrationFrom(version));
  else if (version > QUEUE_VERSION)
    throw new StartupError(
      `The task queue's tables are at version ${version}, and this version of Scrip knows ${QUEUE_VERSION}. Start the version that made them.`,
    );
  await prepareQueues(owner);
  await grantRights(owner);
}

async function installedVersion(owner: Client): Promise<number | null> {
  const { rows: tables } = await owner.query("SELECT to_regclass($1) AS name", [`${QUEUE_SCHEMA}.version`]);
  if (tables[0].name === null) return null;
  const { rows } = await owner.query(`SELECT version FROM ${QUEUE_SCHEMA}.version`);
  return rows[0]?.version ?? null;
}

/**
 * Puts a migration into one transaction, so that a killed one leaves nothing behind. pg-boss would build its indexes
 * after the transaction that records them. Building takes moments, since no queue is long.
 */
function migrationFrom(version: number): string {
  const parts = getMigrationPlans(QUEUE_SCHEMA, version).split(/^ *COMMIT;$/m);
  const [changes, indexes, ...rest] = parts;
  if (changes === undefined || indexes === undefined || rest.length > 0)
    throw new Error("pg-boss's migration is no longer one transaction and the indexes after it");
  return `${changes}${indexes.replaceAll("INDEX CONCURRENTLY", "INDEX")}\nCOMMIT;`;
}

async function prepareQueues(owner: Client): Promise<void> {
  const db = { executeSql: (text: string, values?: unknown[]) => owner.query(text, values) };
  const boss = new PgBoss({ db, schema: QUEUE_SCHEMA, migrate: false, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  try {
    if ((await boss.getQueue(DEAD_QUEUE)) === null) await boss.createQueue(DEAD_QUEUE);
    for (const task of QUEUE_TASKS) {
      const known = await boss.getQueue(task.name);
      if (known === null) await boss.createQueue(task.name, { ...optionsOf(task), policy: task.queue.policy });
      else await boss.updateQueue(task.name, optionsOf(task));
    }
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

function optionsOf({ queue }: TaskDefinition): QueueOptions & { deadLetter: string; notify: boolean } {
  return {
    retryLimit: queue.retryLimit,
    retryBackoff: true,
    retryDelay: queue.retryDelaySeconds,
    retryDelayMax: queue.retryDelayMaxSeconds,
    expireInSeconds: queue.expireInSeconds,
    heartbeatSeconds: queue.heartbeatSeconds,
    deleteAfterSeconds: queue.keepSeconds,
    deadLetter: DEAD_QUEUE,
    notify: true,
  };
}

/** The worker takes and completes tasks; the app sends them, and may read only their ids, names and start. */
async function grantRights(owner: Client): Promise<void> {
  const app = ROLES.app;
  const worker = ROLES.worker;
  await owner.query(`
    GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${app}, ${worker};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${worker};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${worker};
    GRANT SELECT ON ${QUEUE_SCHEMA}.version, ${QUEUE_SCHEMA}.queue TO ${app};
    GRANT INSERT ON ${QUEUE_SCHEMA}.job, ${QUEUE_SCHEMA}.job_common TO ${app};
    GRANT SELECT (id, name, start_after) ON ${QUEUE_SCHEMA}.job, ${QUEUE_SCHEMA}.job_common TO ${app};
  `);
}
