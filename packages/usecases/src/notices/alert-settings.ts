import { appendAudit } from "@scrip/db/access";
import { inOrganization } from "@scrip/db/connection";
import { alertSettingsOf, saveAlertSettings } from "@scrip/db/notices";
import type { AlertSettings } from "@scrip/domain/notices";
import { auditedBy } from "../access/audited-by.ts";
import type { Caller, Deps } from "../deps.ts";
import { lockAs } from "../lock-as.ts";

/** From when an organization wants notices. @throws OrganizationMissing */
export async function getAlertSettings({ homes }: Pick<Deps, "homes">, orgId: string): Promise<AlertSettings> {
  return inOrganization(homes.organizations, orgId, (tx) => alertSettingsOf(tx, orgId));
}

/**
 * Sets from when an organization wants notices. The next change of the balance decides by the new threshold.
 * @throws RefusedError `permission_missing`
 * @source docs/rules.md#alerts-about-the-balance
 */
export async function setAlertSettings(
  { homes, ledger }: Pick<Deps, "homes" | "ledger">,
  caller: Caller,
  settings: AlertSettings,
): Promise<AlertSettings> {
  const { orgId } = caller;
  const set = await inOrganization(homes.organizations, orgId, async (tx) => {
    await lockAs(tx, caller, "budgets:write");
    await saveAlertSettings(tx, orgId, settings);
    const details = Object.entries(settings).map(([name, value]) => [name, value === null ? "off" : String(value)]);
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "alerts.changed",
      target: { type: "organization", id: orgId },
      outcome: "done",
      details: Object.fromEntries(details),
    });
    return alertSettingsOf(tx, orgId);
  });
  // The worker looks at the runway and at expiring credit again.
  ledger.announce({ orgIds: [orgId], dueAt: null });
  return set;
}
