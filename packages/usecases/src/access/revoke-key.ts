import { appendAudit, appendPlatformAudit, revokeServiceKey } from "@scrip/db/access";
import { inOrganization, inPlatform } from "@scrip/db/connection";
import type { AuditRecord } from "@scrip/domain/audit-record";
import type { Caller, Deps } from "../deps.ts";
import { auditedBy } from "./audited-by.ts";
import { requireKeyOf } from "./key-of-organization.ts";

/**
 * Revokes a key of an organization, with effect from the next request in every process; streams end within 2 seconds.
 * @throws RefusedError `key_not_found`
 * @source docs/rules.md#service-keys; docs/invariants.md#g12
 */
export async function revokeKey(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  { key }: { readonly key: string },
): Promise<void> {
  const { orgId } = caller;
  const record: AuditRecord = {
    ...auditedBy(caller),
    action: "key.revoked",
    target: { type: "service_key", id: key },
    outcome: "done",
  };
  await inPlatform(homes.platform, async (tx) => {
    await requireKeyOf(tx, orgId, key);
    await revokeServiceKey(tx, key);
    await appendPlatformAudit(tx, record);
  });
  await inOrganization(homes.organizations, orgId, (tx) => appendAudit(tx, orgId, record));
}
