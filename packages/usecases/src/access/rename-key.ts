import { appendAudit, appendPlatformAudit, renameServiceKey } from "@scrip/db/access";
import { inOrganization, inPlatform } from "@scrip/db/connection";
import type { AuditRecord } from "@scrip/domain/audit-record";
import type { Caller, Deps } from "../deps.ts";
import { auditedBy } from "./audited-by.ts";
import { requireKeyOf } from "./key-of-organization.ts";

/**
 * Gives a key of an organization another name, which is for people only.
 * @throws RefusedError `key_not_found`
 * @source docs/rules.md#service-keys
 */
export async function renameKey(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  { key, name }: { readonly key: string; readonly name: string },
): Promise<void> {
  const { orgId } = caller;
  const record: AuditRecord = {
    ...auditedBy(caller),
    action: "key.changed",
    target: { type: "service_key", id: key },
    outcome: "done",
    details: { name },
  };
  await inPlatform(homes.platform, async (tx) => {
    await requireKeyOf(tx, orgId, key);
    await renameServiceKey(tx, key, name);
    await appendPlatformAudit(tx, record);
  });
  await inOrganization(homes.organizations, orgId, (tx) => appendAudit(tx, orgId, record));
}
