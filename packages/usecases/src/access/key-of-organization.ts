import { getServiceKey, type ServiceKey } from "@scrip/db/access";
import type { PlatformTx } from "@scrip/db/connection";
import { type RefusedError, refused } from "../refused.ts";

/**
 * Finds a key of an organization that is not revoked.
 * @throws RefusedError `key_not_found`, also for a key of another organization
 */
export async function requireKeyOf(tx: PlatformTx, orgId: string, id: string): Promise<ServiceKey> {
  const key = await getServiceKey(tx, id);
  if (key === null || key.orgId !== orgId || key.revokedAt !== null) throw keyNotFound(id);
  return key;
}

/** The refusal for a key that does not exist, was revoked, or is out of reach. */
export function keyNotFound(id: string): RefusedError {
  return refused("key_not_found", "There is no such service key, or it was revoked.", { key: id });
}
