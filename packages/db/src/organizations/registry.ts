import { PERSONAL_KEY } from "@scrip/domain/organizations";
import { type PlatformWork, writePlatformDue } from "../claims/claim.ts";
import { isUniqueViolation } from "../connection/errors.ts";
import type { PlatformSource } from "../connection/home-source.ts";
import { inPlatform } from "../connection/in-home.ts";
import { IS_MADE } from "./every-organization.ts";
import { OrganizationRegistryEntity } from "./organization-registry.entity.ts";

/** The name of an organization in the registry. @throws if there is no such organization */
export async function registeredName(platform: PlatformSource, orgId: string): Promise<string> {
  const { name } = await platform.repository(OrganizationRegistryEntity).findOneByOrFail({ orgId });
  return name;
}

/**
 * Claims another name for an organization, among the organizations of its owner.
 * @param work the claim of the change, written in the same transaction
 * @returns false if another organization of the owner has the name
 */
export async function claimName(
  platform: PlatformSource,
  orgId: string,
  name: string,
  work: PlatformWork,
): Promise<boolean> {
  try {
    await inPlatform(platform, async (tx) => {
      await tx.repository(OrganizationRegistryEntity).update({ orgId }, { name });
      await writePlatformDue(tx, work);
    });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Whether a person got the organization at sign-up. */
export function isPersonal(platform: PlatformSource, orgId: string): Promise<boolean> {
  return platform.repository(OrganizationRegistryEntity).existsBy({ orgId, creationKey: PERSONAL_KEY });
}

/** The organizations that an owner of the registry created, whether or not they are finished. */
export function createdBy(
  platform: Pick<PlatformSource, "repository">,
  owner: string,
): Promise<{ orgId: string; creationKey: string }[]> {
  return platform.repository(OrganizationRegistryEntity).find({
    where: { owner },
    select: { owner: true, name: true, orgId: true, creationKey: true },
    order: { orgId: "ASC" },
  });
}

/** The organizations of a name, of any owner: at most two. */
export function organizationsNamed(platform: PlatformSource, name: string): Promise<{ orgId: string }[]> {
  return platform.query(
    `SELECT org_id AS "orgId" FROM organization_registry WHERE name = $1 AND ${IS_MADE} ORDER BY org_id LIMIT 2`,
    [name],
  );
}
