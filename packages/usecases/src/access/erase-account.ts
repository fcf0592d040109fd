import {
  appendAudit,
  appendPlatformAudit,
  eraseInvitations,
  erasePerson,
  erasePersonFromAudit,
  findPeople,
  MemberEntity,
  organizationsWithTraces,
  settleMembership,
  type TracedPerson,
} from "@scrip/db/access";
import { markDone, type PlatformWork, writePlatformDue } from "@scrip/db/claims";
import { type Homes, inOrganization, inPlatform, reach } from "@scrip/db/connection";
import { eraseMailsOf } from "@scrip/db/notices";
import { type LockedOrganization, lockOrganization } from "@scrip/db/organizations";
import { eraseSalesRequestsOf } from "@scrip/db/plans/sales";
import { roleHas } from "@scrip/domain/access";
import type { Deps } from "../deps.ts";
import { RefusedError, refused } from "../refused.ts";
import { type Acting, auditedBy } from "./audited-by.ts";
import { deleteMember } from "./change-member.ts";

/**
 * Erases the data of a person: name, address, sessions, second factor, memberships, and the details of audit records.
 * Entries and chains keep the id, and the hash of the mailbox stays with the signup credit. The worker finishes an
 * interrupted erasure.
 * @param acting the person themselves, or an operator
 * @throws RefusedError `owns_organization` while the person owns an organization that is not closed
 * @source docs/rules.md#erasure
 */
export async function eraseAccount({ homes }: Pick<Deps, "homes">, personId: string, acting: Acting): Promise<void> {
  const person = await personOf(homes, personId);
  for (const orgId of await organizationsWithTraces(homes, person)) await checkOwner(homes, orgId, personId);
  await inPlatform(homes.platform, async (tx) => {
    await writePlatformDue(tx, workOf(personId));
    // Otherwise the worker would give a personal organization to a person who is being erased.
    await markDone(tx, { kind: "welcome_person", ref: personId });
    await appendPlatformAudit(tx, {
      ...auditedBy(acting),
      action: "account.erased",
      target: { type: "person", id: personId },
      outcome: "done",
    });
  });
  reach("erasure.claimed");
  await finishErasure(homes, personId);
}

/**
 * Finishes an erasure. Safe to repeat: the person's row, which has the address that names the other rows, goes last.
 * @throws RefusedError `owns_organization` if the person became an owner meanwhile; the erasure is then dropped
 */
export async function finishErasure(homes: Homes, personId: string): Promise<void> {
  const person = await personOf(homes, personId);
  for (const orgId of await organizationsWithTraces(homes, person)) {
    await eraseIn(homes, orgId, person).catch(async (error: unknown) => {
      if (error instanceof RefusedError) await markDone(homes.platform, workOf(personId));
      throw error;
    });
    await settleMembership(homes, { orgId, personId });
    reach("erasure.left");
  }
  await erasePersonFromAudit(homes, person);
  reach("erasure.unlogged");
  await inPlatform(homes.platform, async (tx) => {
    await eraseMailsOf(tx, person);
    await eraseSalesRequestsOf(tx, person);
    await erasePerson(tx, personId);
    await markDone(tx, workOf(personId));
  });
  reach("erasure.done");
}

/** Ends the membership in one organization, and erases what it has about the person. */
function eraseIn(homes: Homes, orgId: string, person: TracedPerson): Promise<void> {
  const { personId } = person;
  return inOrganization(homes.organizations, orgId, async (tx) => {
    const organization = await lockOrganization(tx, orgId);
    const member = await tx.repository(MemberEntity).findOneBy({ orgId, personId });
    if (member?.role === "owner") requireClosed(organization);
    await eraseInvitations(tx, orgId, person);
    if (member !== null) {
      await deleteMember(tx, orgId, personId);
      await appendAudit(tx, orgId, {
        actor: { type: "system", id: null },
        action: "member.left",
        target: { type: "person", id: personId },
        outcome: "done",
      });
    }
  });
}

function checkOwner(homes: Homes, orgId: string, personId: string): Promise<void> {
  return inOrganization(homes.organizations, orgId, async (tx) => {
    const member = await tx.repository(MemberEntity).findOneBy({ orgId, personId });
    if (member !== null && roleHas(member.role, "organization:close")) requireClosed(await lockOrganization(tx, orgId));
  });
}

function requireClosed(organization: LockedOrganization | null): void {
  if (organization === null || organization.isClosed) return;
  const { orgId, name } = organization;
  throw refused("owns_organization", `You own ${name}. Transfer it or close it first.`, { organization: orgId, name });
}

async function personOf({ platform }: Homes, personId: string): Promise<TracedPerson> {
  const person = (await findPeople(platform, [personId])).get(personId);
  if (person === undefined) throw refused("not_found", "There is no such person.");
  return { personId, email: person.email };
}

function workOf(personId: string): PlatformWork {
  return { kind: "erase_person", ref: personId };
}
