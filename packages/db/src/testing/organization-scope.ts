import type { DataSource, EntityManager } from "typeorm";

/**
 * Runs statements of a test in one transaction that sees these organizations and no others, whichever tables they
 * name. Use cases use `inOrganization`.
 */
export async function inOrganizations<Result>(
  dataSource: DataSource,
  orgIds: readonly string[],
  unit: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  return dataSource.transaction(async (manager) => {
    await manager.query("SELECT set_config('scrip.org_ids', $1::uuid[]::text, true)", [orgIds]);
    return unit(manager);
  });
}
