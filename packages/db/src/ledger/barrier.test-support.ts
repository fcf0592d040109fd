import type { DataSource } from "typeorm";
import type { TestSource } from "../testing/index.ts";

/** The number of rounds of each race; set `SCRIP_RACE_ROUNDS=1000` for a long run. */
export const ROUNDS = Number(process.env.SCRIP_RACE_ROUNDS ?? 30);

/** Locks an organization's row in a transaction of its own. @returns a function that releases the lock */
export async function lockOrganization(owner: TestSource, orgId: string): Promise<() => Promise<void>> {
  const runner = (await owner.at(orgId)).createQueryRunner();
  await runner.startTransaction();
  await runner.query("SELECT 1 FROM organizations WHERE org_id = $1 FOR UPDATE", [orgId]);
  return async () => {
    await runner.commitTransaction();
    await runner.release();
  };
}

/** Waits until at least this many sessions of the database wait for a lock. */
async function untilWaiting(database: DataSource, sessions: number): Promise<void> {
  for (;;) {
    const [row]: { waiting: number }[] = await database.query(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (row !== undefined && row.waiting >= sessions) return;
  }
}

/**
 * A barrier: the transactions wait for the lock on the organization's row, and continue only once all of them wait.
 * @param sessions the number of transactions: one for each ledger with one lane
 */
export async function atOnce<Result>(
  owner: TestSource,
  orgId: string,
  sessions: number,
  send: () => Promise<Result>,
): Promise<Result> {
  const releaseLock = await lockOrganization(owner, orgId);
  const sent = send();
  // Release the lock even if a command failed early; otherwise the others would never continue.
  await Promise.race([untilWaiting(await owner.at(orgId), sessions), sent]).catch(() => {});
  await releaseLock();
  return sent;
}
