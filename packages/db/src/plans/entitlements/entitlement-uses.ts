import type { OrganizationsTx } from "../../connection/home-source.ts";
import { EntitlementChangeEntity, type EntitlementChangeRow, EntitlementUseEntity } from "./entitlement.entities.ts";

/**
 * Locks the counter of an entitlement until the transaction ends, so that racing calls decide one after another.
 * @returns how many there are
 */
export async function lockUse(tx: OrganizationsTx, orgId: string, entitlement: string): Promise<number> {
  const counters = tx.repository(EntitlementUseEntity);
  await counters.createQueryBuilder().insert().values({ orgId, entitlement, used: 0 }).orIgnore().execute();
  const where = { orgId, entitlement };
  return (await counters.findOneOrFail({ where, lock: { mode: "pessimistic_write" } })).used;
}

/** The change of a counter that was made under this key, or refused. */
export function findChange(
  tx: OrganizationsTx,
  { orgId, operation, key }: Pick<EntitlementChangeRow, "orgId" | "operation" | "key">,
): Promise<EntitlementChangeRow | null> {
  return tx.repository(EntitlementChangeEntity).findOneBy({ orgId, operation, key });
}

/**
 * Writes a change of a counter that is locked, or the refusal of one.
 * @returns false if another transaction wrote a change under the key meanwhile; then nothing is written
 */
export async function writeChange(tx: OrganizationsTx, change: EntitlementChangeRow): Promise<boolean> {
  const changes = tx.repository(EntitlementChangeEntity);
  const written = await changes.createQueryBuilder().insert().values(change).orIgnore().returning("key").execute();
  if ((written.raw as unknown[]).length === 0) return false;
  const { orgId, entitlement, outcome, used } = change;
  if (outcome === "done") await tx.repository(EntitlementUseEntity).update({ orgId, entitlement }, { used });
  return true;
}
