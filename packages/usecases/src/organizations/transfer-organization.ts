import { randomUUIDv7 } from "node:crypto";
import { appendAudit, findPeople, MemberEntity } from "@scrip/db/access";
import { markDone, type PlatformWork, writePlatformDue } from "@scrip/db/claims";
import { type Homes, inOrganization, inPlatform, reach } from "@scrip/db/connection";
import { auditedBy } from "../access/audited-by.ts";
import { roleOfMember } from "../access/change-member.ts";
import { claimRef, readClaimRef } from "../access/claim-ref.ts";
import { mailToPerson } from "../access/mail-to-person.ts";
import type { Caller, Deps } from "../deps.ts";
import { lockAs } from "../lock-as.ts";
import { RefusedError, refused } from "../refused.ts";

/**
 * Makes another member the owner. The owner before becomes an admin, in the same transaction: an organization has exactly
 * one owner at all times. Both get a mail.
 * @throws RefusedError `permission_missing`, `member_not_found`, `organization_closed`
 * @source docs/rules.md#members
 */
export async function transferOrganization(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  { to }: { readonly to: string },
): Promise<void> {
  const { orgId, actor } = caller;
  const from = actor.type === "member" ? actor.id : null;
  if (from === null) throw refused("members_only", "Only the owner, who is signed in, may do this.");
  const ref = claimRef({ orgId, about: to, extra: `${from}.${randomUUIDv7()}` });
  const work: PlatformWork = { kind: "announce_owner", ref };
  await inPlatform(homes.platform, (tx) => writePlatformDue(tx, work));
  reach("owner.claimed");
  await inOrganization(homes.organizations, orgId, async (tx) => {
    await lockAs(tx, caller, "organization:transfer");
    await roleOfMember(tx, orgId, to);
    if (to === from) return;
    const members = tx.repository(MemberEntity);
    // In this order: the index allows one owner after each statement.
    await members.update({ orgId, personId: from }, { role: "admin" });
    await members.update({ orgId, personId: to }, { role: "owner" });
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "owner.transferred",
      target: { type: "person", id: to },
      outcome: "done",
    });
  }).catch(async (error: unknown) => {
    if (error instanceof RefusedError) await markDone(homes.platform, work);
    throw error;
  });
  reach("owner.changed");
  await announceOwner(homes, ref);
}

/**
 * Tells the former owner and the new one about a transfer, if it was made. Safe to repeat: each mail is queued once.
 */
export async function announceOwner(homes: Homes, ref: string): Promise<void> {
  const { orgId, about: to, claimId, extra } = readClaimRef(ref);
  const [from = "", otherMailId = ""] = extra.split(".");
  const isMade = to !== from && (await isOwner(homes, orgId, to));
  const newOwner = (await findPeople(homes.platform, [to])).get(to)?.name;
  const toNew = isMade ? await mailToPerson(homes, { id: claimId, orgId, personId: to }) : null;
  const toFormer = isMade ? await mailToPerson(homes, { id: otherMailId, orgId, personId: from }) : null;
  await inPlatform(homes.platform, async (tx) => {
    for (const [mail, isToNewOwner] of [
      [toNew, true],
      [toFormer, false],
    ] as const)
      await mail?.queue(tx, ({ organization }) => ({
        kind: "owner_transferred",
        data: { organization, newOwner: newOwner || organization, isToNewOwner },
      }));
    await markDone(tx, { kind: "announce_owner", ref });
  });
}

function isOwner(homes: Homes, orgId: string, personId: string): Promise<boolean> {
  return inOrganization(homes.organizations, orgId, (tx) =>
    tx.repository(MemberEntity).existsBy({ orgId, personId, role: "owner" }),
  );
}
