import type { createPlatformKeyInput } from "@scrip/contract/access/keys";
import type { Parsed } from "@scrip/contract/wire/parsed";
import {
  appendPlatformAudit,
  createServiceKey,
  getServiceKey,
  listServiceKeys,
  revokeServiceKey,
} from "@scrip/db/access";
import { inPlatform } from "@scrip/db/connection";
import type { Deps } from "../deps.ts";
import { type Acting, auditedBy } from "./audited-by.ts";
import { keyNotFound } from "./key-of-organization.ts";
import { type ListedKey, withMakers } from "./list-keys.ts";
import { createdBy, type MadeKey, requireAhead, termsOf } from "./make-key.ts";

/** Lists the platform keys, the newest first, with those that expired or were revoked. */
export async function listPlatformKeys({ homes }: Pick<Deps, "homes">): Promise<Omit<ListedKey, "usedToday">[]> {
  const keys = await listServiceKeys(homes.platform);
  return withMakers(
    homes,
    keys.filter(({ orgId }) => orgId === null),
  );
}

/**
 * Makes a platform key. Its ceiling counts in each organization on its own; the key's first command there makes the
 * organization's budget.
 * @param acting the operator
 * @throws RefusedError `bad_input` if it would have expired already
 * @source docs/rules.md#service-keys; docs/rules.md#budgets
 */
export async function makePlatformKey(
  { homes }: Pick<Deps, "homes">,
  acting: Acting,
  input: Parsed<typeof createPlatformKeyInput>,
): Promise<MadeKey> {
  requireAhead(input.expiresAt);
  const { scopes, owner = "platform", orgs: orgIds = null } = input;
  const wanted = { ...termsOf(input, acting), owner, orgId: null, orgIds, scopes };
  return inPlatform(homes.platform, async (tx) => {
    const { id: key, key: text } = await createServiceKey(tx, wanted);
    await appendPlatformAudit(tx, { ...createdBy(acting, wanted), target: { type: "service_key", id: key } });
    return { key, text };
  });
}

/**
 * Revokes a platform key, with effect from the next request in every process.
 * @param acting the operator
 * @throws RefusedError `key_not_found`
 * @source docs/rules.md#service-keys; docs/invariants.md#g12
 */
export async function revokePlatformKey(
  { homes }: Pick<Deps, "homes">,
  acting: Acting,
  { key }: { readonly key: string },
): Promise<void> {
  await inPlatform(homes.platform, async (tx) => {
    const row = await getServiceKey(tx, key);
    if (row === null || row.orgId !== null || row.revokedAt !== null) throw keyNotFound(key);
    await revokeServiceKey(tx, key);
    await appendPlatformAudit(tx, {
      ...auditedBy(acting),
      action: "key.revoked",
      target: { type: "service_key", id: key },
      outcome: "done",
    });
  });
}
