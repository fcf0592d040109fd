import type { InHome, PlatformTx } from "../../connection/home-source.ts";

/** Statements in the platform's home, in a transaction or not. */
type Platform = InHome<"platform">;

/** What the sign-in of a person by an organization's identity provider needs to know. */
export interface SsoOrganization {
  readonly orgId: string;
  readonly defaultRole: string;
  readonly isActive: boolean;
  readonly isForced: boolean;
  /** The domains that the organization has proved. */
  readonly domains: readonly string[];
}

const SELECT = `SELECT copy.org_id AS "orgId", copy.default_role AS "defaultRole", copy.is_active AS "isActive",
    copy.is_forced AS "isForced",
    ARRAY(SELECT domain FROM sso_domains WHERE org_id = copy.org_id AND is_proved ORDER BY domain) AS domains
  FROM sso_organizations AS copy`;

/** The organization that has proved a domain; `null` if none has. */
export async function ssoOfDomain(platform: Platform, domain: string): Promise<SsoOrganization | null> {
  const [found] = await platform.query<SsoOrganization[]>(
    `${SELECT} WHERE copy.org_id = (SELECT org_id FROM sso_domains WHERE domain = $1 AND is_proved)`,
    [domain],
  );
  return found ?? null;
}

/** The single sign-on of an organization; `null` if it was never set up. */
export async function ssoOfOrganization(platform: Platform, orgId: string): Promise<SsoOrganization | null> {
  const [found] = await platform.query<SsoOrganization[]>(`${SELECT} WHERE copy.org_id = $1`, [orgId]);
  return found ?? null;
}

/**
 * Claims a domain for an organization, and waits for a concurrent claim.
 * @returns whether the organization has the claim now; another organization's stays
 */
export async function claimSsoDomain(tx: PlatformTx, domain: string, orgId: string): Promise<boolean> {
  await tx.query(
    `INSERT INTO sso_domains (domain, org_id, claimed_at, is_proved)
      VALUES ($1, $2, date_trunc('milliseconds', clock_timestamp()), false) ON CONFLICT (domain) DO NOTHING`,
    [domain, orgId],
  );
  const owners = await tx.query<unknown[]>("SELECT FROM sso_domains WHERE domain = $1 AND org_id = $2", [
    domain,
    orgId,
  ]);
  return owners.length === 1;
}
