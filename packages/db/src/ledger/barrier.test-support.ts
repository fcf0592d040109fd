import type { DataSource } from "typeorm";

/** How often a race is run; `SCRIP_RACE_ROUNDS=1000` for a long look. */
export const ROUNDS = Number(process.env.SCRIP_RACE_ROUNDS ?? 30);

/** Keeps an organization's row as another transaction would, until it is let go. */
export async function lockOrganization(owner: DataSource, orgId: string): Promise<() => Promise<void>> {
  const runner = owner.createQueryRunner();
  await runner.startTransaction();
  await runner.query("SELECT 1 FROM organizations WHERE org_id = $1 FOR UPDATE", [orgId]);
  return async () => {
    await runner.commitTransaction();
    await runner.release();
  };
}

/** Waits until so many sessions of this database wait for a lock. */
async function untilWaiting(owner: DataSource, sessions: number): Promise<void> {
  for (;;) {
    const [row]: { waiting: number }[] = await owner.query(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (row !== undefined && row.waiting >= sessions) return;
  }
}

/**
 * A barrier: what is sent meets at the organization's row, and goes on only when all of it is there.
 * @param sessions how many transactions that is: one for each ledger of one lane
 */
export async function atOnce<Result>(
  owner: DataSource,
  orgId: string,
  sessions: number,
  send: () => Promise<Result>,
): Promise<Result> {
  const letGo = await lockOrganization(owner, orgId);
  const sent = send();
  // The barrier is lifted whatever comes of what was sent.
  await Promise.race([untilWaiting(owner, sessions), sent]).catch(() => {});
  await letGo();
  return sent;
}
