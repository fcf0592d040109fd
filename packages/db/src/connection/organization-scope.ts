import type { DataSource, EntityManager } from "typeorm";

/**
 * Runs a unit of work in one transaction that sees these organizations and no others. What it set
 * ends with the transaction, so the next user of the connection sees nothing of it (G2).
 */
export async function inOrganizations<Result>(
  dataSource: DataSource,
  orgIds: readonly string[],
  unit: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  return dataSource.transaction(async (manager) => {
    await seeOrganizations(manager, orgIds);
    return unit(manager);
  });
}

/** Row-level security: what the rest of the manager's transaction sees. */
export async function seeOrganizations(manager: EntityManager, orgIds: readonly string[]): Promise<void> {
  await manager.query("SELECT set_config('scrip.org_ids', $1::uuid[]::text, true)", [orgIds]);
}
