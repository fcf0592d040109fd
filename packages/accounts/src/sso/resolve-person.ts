import { type SsoOrganization, ssoOfOrganization } from "@scrip/db/access";
import type { PlatformSource } from "@scrip/db/connection";
import { type Arrival, type ArrivalAccount, domainOfEmail, judgeArrival } from "@scrip/domain/sso";
import type { SsoRules } from "./sso-rules.ts";

/** What the identity provider of an organization says about a person. */
export interface Claims {
  readonly providerId: string;
  readonly orgId: string;
  /** The name of the person at the provider. */
  readonly subject: string;
  readonly email: string;
  /** Whether the provider says that the address is not verified. */
  readonly isDenied: boolean;
}

/** Whom the claims are about: an account here, or a new one; or why nobody signs in. */
export type Resolved =
  | { readonly as: "known" }
  | { readonly as: "new" }
  | { readonly as: "linked" | "taken_over"; readonly personId: string }
  | { readonly as: "refused"; readonly code: string };

/**
 * Finds the account that an identity provider's claims are about, if the provider may speak for it.
 * @source docs/sso.md#who-gets-in
 */
export async function resolvePerson(
  { platform, rules }: { readonly platform: PlatformSource; readonly rules: SsoRules },
  claims: Claims,
): Promise<Resolved> {
  const sso = await ssoOfOrganization(platform, claims.orgId);
  if (sso === null || !(await rules.isAllowed(claims.orgId))) return { as: "refused", code: "not_active" };
  const found = await findAccount(platform, claims);
  const outcome = judgeArrival(await arrivalOf(rules, sso, claims, found));
  if (typeof outcome !== "string") return { as: "refused", code: outcome.refused };
  if (outcome === "create") return { as: "new" };
  if (outcome === "sign_in" || found === null) return { as: "known" };
  return { as: outcome === "link" ? "linked" : "taken_over", personId: found.personId };
}

interface Found {
  readonly personId: string;
  readonly email: string;
  readonly isVerified: boolean;
  readonly isLinked: boolean;
}

/** The account of the provider's subject comes before the one with the address. */
async function findAccount(platform: PlatformSource, claims: Claims): Promise<Found | null> {
  const [found] = await platform.query<Found[]>(
    `SELECT person.id AS "personId", person.email, person.email_verified AS "isVerified", linked.id IS NOT NULL AS "isLinked"
      FROM auth."user" AS person
      LEFT JOIN auth.account AS linked
        ON linked.user_id = person.id AND linked.provider_id = $1 AND linked.account_id = $2
      WHERE linked.id IS NOT NULL OR person.email = $3
      ORDER BY linked.id IS NULL LIMIT 1`,
    [claims.providerId, claims.subject, claims.email.toLowerCase()],
  );
  return found ?? null;
}

async function arrivalOf(
  rules: SsoRules,
  { domains, isActive }: SsoOrganization,
  claims: Claims,
  found: Found | null,
): Promise<Arrival> {
  const account = found === null ? null : await accountOf(rules, claims.orgId, found);
  return { domain: domainOfEmail(claims.email), isDenied: claims.isDenied, domains, isActive, account };
}

async function accountOf(rules: SsoRules, orgId: string, found: Found): Promise<ArrivalAccount> {
  const { personId, email, isVerified, isLinked } = found;
  const role = await rules.roleOf(orgId, personId);
  return {
    isLinked,
    domain: domainOfEmail(email),
    isVerified,
    isOperator: await rules.isOperator(personId),
    isManager: role === "owner" || role === "admin",
  };
}
