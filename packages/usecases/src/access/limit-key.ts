import type { setCeilingInput } from "@scrip/contract/access/keys";
import type { Parsed } from "@scrip/contract/wire/parsed";
import {
  appendAudit,
  appendPlatformAudit,
  getServiceKey,
  lockCeilingVersion,
  type ServiceKey,
  setServiceKeyCeiling,
} from "@scrip/db/access";
import { type PlatformWork, takeClaim, writePlatformDue } from "@scrip/db/claims";
import { type Homes, inOrganization, inPlatform, reach } from "@scrip/db/connection";
import { putBudget } from "@scrip/db/ledger";
import { type Caller, type Deps, FROM_WITHIN } from "../deps.ts";
import { type Acting, auditedBy } from "./audited-by.ts";
import { requireKeyOf } from "./key-of-organization.ts";

/**
 * Sets the most that a key may use in a day, or takes the ceiling away. The platform claims the change and numbers it, the
 * organization's budget takes it, and the platform marks the claim as done. A key that had no ceiling before counts what
 * it used on this day. The call, or the worker, finishes a change that was interrupted.
 * @param input `dailyCeiling` in micro-USD; `null` takes it away
 * @throws RefusedError `key_not_found`
 * @source docs/rules.md#budgets; docs/rules.md#service-keys
 */
export async function limitKey(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  { key, dailyCeiling }: Parsed<typeof setCeilingInput>,
): Promise<void> {
  const version = await inPlatform(homes.platform, async (tx) => {
    await requireKeyOf(tx, caller.orgId, key);
    const claimed = await setServiceKeyCeiling(tx, key, dailyCeiling);
    await writePlatformDue(tx, workOf(key));
    await appendPlatformAudit(tx, {
      ...auditedBy(caller),
      action: "key.changed",
      target: { type: "service_key", id: key },
      outcome: "done",
      details: { dailyCeiling: dailyCeiling === null ? null : String(dailyCeiling) },
    });
    return claimed ?? 0;
  });
  reach("key.limit_claimed");
  await copyAndMark(homes, caller, caller.orgId, { id: key, dailyCeiling, ceilingVersion: version });
}

/**
 * Copies the ceiling of a key into its organization, after the call that set it was interrupted. Safe to repeat.
 * @source docs/rules.md#two-homes
 */
export async function copyCeiling(homes: Homes, key: string): Promise<void> {
  const row = await getServiceKey(homes.platform, key);
  if (row === null || row.orgId === null) throw new Error(`no key ${key} of an organization has a ceiling to copy`);
  await copyAndMark(homes, { actor: { type: "system", id: null }, from: FROM_WITHIN }, row.orgId, row);
}

async function copyAndMark(
  homes: Homes,
  acting: Acting,
  orgId: string,
  { id: ref, dailyCeiling: cap, ceilingVersion: version }: Pick<ServiceKey, "id" | "dailyCeiling" | "ceilingVersion">,
): Promise<void> {
  await inOrganization(homes.organizations, orgId, async (tx) => {
    const terms = { scope: "key", ref, period: "day", cap, mode: "hard", version } as const;
    if (!(await putBudget(tx, orgId, terms, version === 1))) return;
    await appendAudit(tx, orgId, {
      ...auditedBy(acting),
      action: "key.changed",
      target: { type: "service_key", id: ref },
      outcome: "done",
      details: { dailyCeiling: cap === null ? null : String(cap) },
    });
  });
  reach("key.limited");
  await inPlatform(homes.platform, async (tx) => {
    // A later change has claimed the work again, and takes the claim itself.
    if ((await lockCeilingVersion(tx, ref)) === version) await takeClaim(tx, workOf(ref));
  });
  reach("key.limit_marked");
}

const workOf = (key: string): PlatformWork => ({ kind: "copy_ceiling", ref: key });
