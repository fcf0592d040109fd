import { findPeople, ownerOf, readSsoSettings, type SsoProofRow } from "@scrip/db/access";
import { getOrganization } from "@scrip/db/organizations";
import type { Role } from "@scrip/domain/access";
import { challengeName, type DomainState, domainState, LOST_FOR_MS } from "@scrip/domain/sso";
import type { Deps } from "../deps.ts";
import { organizationNotFound } from "../refused.ts";
import type { IdentityTools, ProviderSummary } from "./identity-tools.ts";
import { ssoInPlan } from "./require-sso.ts";

/** The domain of an organization, for its page. Instants are milliseconds since 1970. */
export interface SsoDomain {
  readonly domain: string;
  readonly state: DomainState;
  readonly record: { readonly name: string; readonly type: "TXT"; readonly value: string };
  readonly addedAt: number;
  readonly checkedAt: number | null;
  readonly provedAt: number | null;
  readonly lostAt: number | null;
  /** When a lost proof ends. */
  readonly endsAt: number | null;
}

/** The single sign-on of an organization, for its page. */
export interface SsoView {
  readonly isInPlan: boolean;
  /** The title of the first plan that has single sign-on; `null` if none does, or if the organization's plan does. */
  readonly neededPlan: string | null;
  readonly domains: readonly SsoDomain[];
  readonly provider: ProviderSummary | null;
  readonly defaultRole: Exclude<Role, "owner">;
  readonly testedAt: number | null;
  readonly isForced: boolean;
  readonly ownerHasTwoFactor: boolean;
}

type GetDeps = Pick<Deps, "homes" | "books"> & { readonly identity: Pick<IdentityTools, "summaryOf"> };

/**
 * Reads the single sign-on of an organization, also on a plan without it.
 * @source docs/sso.md
 */
export async function getSso(deps: GetDeps, orgId: string): Promise<SsoView> {
  const settings = await readSsoSettings(deps.homes.organizations, orgId);
  const { issuer, oidcConfig, samlConfig } = settings;
  const config = oidcConfig ?? samlConfig;
  return {
    ...(await planOf(deps, orgId)),
    domains: settings.proofs.map(domainOf),
    provider:
      issuer === null || config === null
        ? null
        : deps.identity.summaryOf({ protocol: oidcConfig === null ? "saml" : "oidc", issuer, config }),
    defaultRole: settings.defaultRole as Exclude<Role, "owner">,
    testedAt: settings.testedAt?.getTime() ?? null,
    isForced: settings.isForced,
    ownerHasTwoFactor: await ownerHasTwoFactor(deps, orgId),
  };
}

async function planOf(deps: GetDeps, orgId: string): Promise<Pick<SsoView, "isInPlan" | "neededPlan">> {
  const allowed = await ssoInPlan(deps, orgId);
  if (allowed.ok) return { isInPlan: true, neededPlan: null };
  const { needed } = allowed.error;
  if (needed === null) return { isInPlan: false, neededPlan: null };
  const organization = await getOrganization(deps.homes.organizations, orgId);
  if (organization === undefined) throw organizationNotFound(orgId);
  const { plans } = await deps.books.catalogOf(organization.catalogVersion);
  return { isInPlan: false, neededPlan: plans[needed]?.title ?? needed };
}

/** Whether the owner of an organization can sign in with a second factor, if single sign-on breaks. */
export async function ownerHasTwoFactor({ homes }: Pick<Deps, "homes">, orgId: string): Promise<boolean> {
  const owner = await ownerOf(homes.organizations, orgId);
  if (owner === null) return false;
  return (await findPeople(homes.platform, [owner])).get(owner)?.hasTwoFactor ?? false;
}

function domainOf({ domain, token, addedAt, checkedAt, ...row }: SsoProofRow): SsoDomain {
  const provedAt = row.provedAt?.getTime() ?? null;
  const lostAt = row.lostAt?.getTime() ?? null;
  return {
    domain,
    state: domainState({ provedAt, lostAt }),
    record: { name: challengeName(domain), type: "TXT", value: token },
    addedAt: addedAt.getTime(),
    checkedAt: checkedAt?.getTime() ?? null,
    provedAt,
    lostAt,
    endsAt: lostAt === null ? null : lostAt + LOST_FOR_MS,
  };
}
