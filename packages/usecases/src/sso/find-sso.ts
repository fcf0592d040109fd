import { ssoOfDomain } from "@scrip/db/access";
import { getOrganization } from "@scrip/db/organizations";
import { domainOfEmail } from "@scrip/domain/sso";
import type { Deps } from "../deps.ts";
import { ssoInPlan } from "./require-sso.ts";

/** How persons with addresses of a domain sign in. */
export interface FoundSso {
  /** The organization whose single sign-on they use; `null` if they use none. */
  readonly orgId: string | null;
  /** Whether it is the only way. */
  readonly isForced: boolean;
}

/**
 * Finds the single sign-on of an address. The answer depends on the domain only, so it does not say whether there is an
 * account.
 * @source docs/sso.md#signing-in
 */
export async function findSso(deps: Pick<Deps, "homes" | "books">, email: string): Promise<FoundSso> {
  const domain = domainOfEmail(email);
  const sso = domain === null ? null : await ssoOfDomain(deps.homes.platform, domain);
  if (sso === null || !sso.isActive || !(await isSsoAllowed(deps, sso.orgId))) return { orgId: null, isForced: false };
  return { orgId: sso.orgId, isForced: sso.isForced };
}

/** Whether an organization is open and its plan has single sign-on. */
export async function isSsoAllowed(deps: Pick<Deps, "homes" | "books">, orgId: string): Promise<boolean> {
  const organization = await getOrganization(deps.homes.organizations, orgId);
  return organization?.closedAt === null && (await ssoInPlan(deps, orgId)).ok;
}
