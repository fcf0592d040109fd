import { ssoOfDomain } from "@scrip/db/access";
import type { PlatformSource } from "@scrip/db/connection";
import { domainOfEmail } from "@scrip/domain/sso";
import { refused } from "@scrip/usecases/refused";
import type { SsoRules } from "./sso-rules.ts";

export interface ForcedParts {
  readonly platform: PlatformSource;
  readonly rules: SsoRules;
}

/**
 * Whether a person with this address may sign in by single sign-on only. The owner of the organization keeps every other
 * way, so that a broken set-up locks nobody out, and so do operators, who cannot use single sign-on.
 * @param personId `null` for an address without an account
 * @source docs/sso.md#forcing
 */
export async function mustUseSso(
  { platform, rules }: ForcedParts,
  { email, personId }: { readonly email: string; readonly personId: string | null },
): Promise<boolean> {
  const domain = domainOfEmail(email);
  const sso = domain === null ? null : await ssoOfDomain(platform, domain);
  if (sso === null || !sso.isForced || !(await rules.isAllowed(sso.orgId))) return false;
  if (personId === null) return true;
  return (await rules.roleOf(sso.orgId, personId)) !== "owner" && !(await rules.isOperator(personId));
}

/** The code of better-auth's error for it. */
export const SSO_REQUIRED = "SSO_REQUIRED";

export const ssoRequired = () =>
  refused("sso_required", "Your organization has you sign in by its single sign-on only.");
