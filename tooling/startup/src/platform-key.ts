import { createServiceKey } from "@scrip/db/access";
import { openHomes } from "@scrip/db/schema";
import { SCOPES } from "@scrip/domain/access";

/**
 * Makes a platform key with every scope, for the client of a temporary server.
 * @param ownerUrl the address of a prepared database for its owner
 * @returns the key as a client sends it
 */
export async function createPlatformKey(ownerUrl: string): Promise<string> {
  const owner = await openHomes(
    { organizations: ownerUrl },
    { applicationName: "scrip-temporary-server", poolSize: 1 },
  );
  try {
    const scopes = SCOPES;
    const terms = { name: "temporary server", owner: "temporary", orgId: null, orgIds: null, scopes, expiresAt: null };
    const { key } = await createServiceKey(owner.platform, terms);
    return key;
  } finally {
    await owner.close();
  }
}
