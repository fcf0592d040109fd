import type { Homes, OrganizationsSource, PlatformSource } from "../../connection/home-source.ts";
import { inOrganization, inPlatform } from "../../connection/in-home.ts";
import { inOrganizations } from "../../connection/in-organizations.ts";
import { OrganizationRegistryEntity } from "../../organizations/organization-registry.entity.ts";

/** The person whose data is erased. */
export interface ErasedPerson {
  readonly personId: string;
  /** The address of their e-mail before the erasure; `null` if it is not known any more. */
  readonly email: string | null;
}

/** How many organizations one read looks through. */
const AT_ONCE = 200;

/** The details of entries by the person or about the person, and those that have the e-mail as a value. */
const names = (entries: string, details: string, isSame: string): string => `
  EXISTS (SELECT FROM ${entries} e WHERE ${isSame} AND (e.actor_id = $1 OR e.target_id = $1::text))
  OR EXISTS (SELECT FROM jsonb_each_text(${details}.details) AS d WHERE lower(d.value) = lower($2))`;

const OF_ORGANIZATIONS = names(
  "audit_entries",
  "audit_details",
  "(e.org_id, e.seq) = (audit_details.org_id, audit_details.seq)",
);
const OF_PLATFORM = names("platform_audit_entries", "platform_audit_details", "e.seq = platform_audit_details.seq");

/**
 * Erases a person's data from all audit logs: the details of entries by or about the person, and details that have their
 * e-mail. The entries stay, with the person's id and the hash of the details, so every chain stays valid. It looks
 * through all registered organizations, since the person may have left some. Safe to repeat.
 * @returns the number of entries whose details were erased
 * @source docs/audit.md#erasing-a-person
 */
export async function erasePersonFromAudit(homes: Homes, person: ErasedPerson): Promise<number> {
  let erased = await eraseFromPlatform(homes.platform, person);
  for await (const orgIds of registered(homes.platform))
    for (const orgId of await organizationsNaming(homes.organizations, orgIds, person))
      erased += await eraseFromOrganization(homes.organizations, orgId, person);
  return erased;
}

async function* registered(platform: PlatformSource): AsyncGenerator<string[]> {
  const registry = platform.repository(OrganizationRegistryEntity);
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const page = await registry
      .createQueryBuilder("registered")
      .where("registered.orgId > :after", { after })
      .orderBy("registered.orgId")
      .limit(AT_ONCE)
      .getMany();
    if (page.length > 0) yield page.map(({ orgId }) => orgId);
    if (page.length < AT_ONCE) return;
    after = page.at(-1)?.orgId ?? after;
  }
}

async function organizationsNaming(
  organizations: OrganizationsSource,
  orgIds: readonly string[],
  { personId, email }: ErasedPerson,
): Promise<string[]> {
  const rows = await inOrganizations(
    organizations,
    orgIds,
    (tx, here) =>
      tx.query<{ orgId: string }[]>(
        `SELECT DISTINCT org_id AS "orgId" FROM audit_details WHERE org_id = ANY ($3) AND (${OF_ORGANIZATIONS})
          ORDER BY org_id`,
        [personId, email, here],
      ),
    { ifAway: "throw" },
  );
  return rows.map(({ orgId }) => orgId);
}

function eraseFromOrganization(
  organizations: OrganizationsSource,
  orgId: string,
  { personId, email }: ErasedPerson,
): Promise<number> {
  return inOrganization(organizations, orgId, async (tx) => {
    const [, count] = await tx.query<[unknown, number]>(
      `DELETE FROM audit_details WHERE org_id = $3 AND (${OF_ORGANIZATIONS})`,
      [personId, email, orgId],
    );
    return count;
  });
}

function eraseFromPlatform(platform: PlatformSource, { personId, email }: ErasedPerson): Promise<number> {
  return inPlatform(platform, async (tx) => {
    const [, count] = await tx.query<[unknown, number]>(`DELETE FROM platform_audit_details WHERE ${OF_PLATFORM}`, [
      personId,
      email,
    ]);
    return count;
  });
}
