import { appendAudit } from "@scrip/db/access";
import { markDone, type PlatformWork } from "@scrip/db/claims";
import { type Homes, inOrganization, type OrganizationsTx, reach } from "@scrip/db/connection";
import { claimName, OrganizationEntity, registeredName } from "@scrip/db/organizations";
import { auditedBy } from "../access/audited-by.ts";
import { claimRef, readClaimRef } from "../access/claim-ref.ts";
import type { Caller, Deps } from "../deps.ts";
import { lockAs } from "../lock-as.ts";
import { refused } from "../refused.ts";

/**
 * Renames an organization: the platform claims the name among those of its owner, the organization gets it, and the claim
 * is marked as done. The worker, or a repeated call, finishes an interrupted change.
 * @returns the name
 * @throws RefusedError `permission_missing`, `name_taken`, `organization_closed`
 * @source docs/rules.md#organizations; docs/rules.md#two-homes
 */
export async function renameOrganization(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  { name }: { readonly name: string },
): Promise<{ name: string }> {
  const { orgId } = caller;
  // The right to rename is checked before the claim, since the registry then has the new name.
  await inOrganization(homes.organizations, orgId, (tx) => lockAs(tx, caller, "organization:rename"));
  const work: PlatformWork = { kind: "rename_organization", ref: claimRef({ orgId, about: "" }) };
  if (!(await claimName(homes.platform, orgId, name, work)))
    throw refused("name_taken", `There is an organization named "${name}" already.`, { name });
  reach("name.claimed");
  await settleName(homes, orgId, (tx, from, to) =>
    appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "organization.renamed",
      target: { type: "organization", id: orgId },
      outcome: "done",
      details: { from, to },
    }),
  );
  reach("name.written");
  await markDone(homes.platform, work);
  return { name };
}

/** Finishes a change of a name. Safe to repeat. */
export async function finishRename(homes: Homes, ref: string): Promise<void> {
  const { orgId } = readClaimRef(ref);
  await settleName(homes, orgId, (tx, from, to) =>
    appendAudit(tx, orgId, {
      actor: { type: "system", id: null },
      action: "organization.renamed",
      target: { type: "organization", id: orgId },
      outcome: "done",
      details: { from, to },
    }),
  );
  await markDone(homes.platform, { kind: "rename_organization", ref });
}

/**
 * Gives an organization the name that the registry has. It reads the registry again after each write, so that the last of
 * several calls leaves both the same.
 */
async function settleName(
  homes: Homes,
  orgId: string,
  record: (tx: OrganizationsTx, from: string, to: string) => Promise<unknown>,
): Promise<void> {
  for (;;) {
    const name = await registeredName(homes.platform, orgId);
    await inOrganization(homes.organizations, orgId, async (tx) => {
      const { name: from } = await tx.repository(OrganizationEntity).findOneByOrFail({ orgId });
      if (from === name) return;
      await tx.repository(OrganizationEntity).update({ orgId }, { name });
      await record(tx, from, name);
    });
    if ((await registeredName(homes.platform, orgId)) === name) return;
  }
}
