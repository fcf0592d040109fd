import { randomUUIDv7 } from "node:crypto";
import type { Homes, OrganizationsTx, PlatformTx } from "../../connection/home-source.ts";
import { inOrganization, inPlatform } from "../../connection/in-home.ts";
import { checkDomainsDaily } from "./domain-checks.ts";
import { readSsoSettings, type SsoSettings } from "./sso-settings.ts";

/** The claim on a change of an organization's single sign-on: what marks it as done. */
export interface SsoClaim {
  readonly orgId: string;
  /** The version of the row in `platform_due`: a later claim has a later one, which this claim does not mark. */
  readonly dueAt: Date;
}

/** A claim on a domain is at most this old before its call has marked it, or else was interrupted. */
const PATIENCE = "20 seconds";

/** The name of an organization's identity provider, in addresses that the provider gets. */
export function ssoProviderId(orgId: string): string {
  return `org_${orgId}`;
}

/** The organization of a provider's name; `null` for a text that is no such name. */
export function organizationOfProvider(providerId: string): string | null {
  return /^org_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(providerId)?.[1] ?? null;
}

/**
 * Changes an organization's single sign-on in three steps: the platform claims the change, the organization's home makes
 * it, and the platform's copy follows. Safe to run concurrently; the worker finishes what was interrupted.
 * @param claim writes more in the claim's transaction, such as the claim on a domain
 * @param actor the person who acts: this person's sessions stay, even if the provider becomes another one
 * @source docs/rules.md#two-homes
 */
export async function changeSso<Result>(
  homes: Homes,
  orgId: string,
  change: (tx: OrganizationsTx) => Promise<Result>,
  claim: (tx: PlatformTx) => Promise<void> = async () => {},
  actor: string | null = null,
): Promise<Result> {
  const claimed = await inPlatform(homes.platform, async (tx) => {
    await claim(tx);
    return claimChange(tx, orgId);
  });
  const result = await inOrganization(homes.organizations, orgId, change);
  await publish(homes, claimed, actor);
  return result;
}

/** Publishes the settings of an organization, if a change of them was interrupted. Safe to repeat. */
export async function publishSso(homes: Homes, orgId: string): Promise<void> {
  const [row] = await homes.platform.query<{ dueAt: Date }[]>(
    `SELECT due_at AS "dueAt" FROM platform_due WHERE kind = 'publish_sso' AND ref = $1`,
    [orgId],
  );
  if (row !== undefined) await publish(homes, { orgId, dueAt: row.dueAt }, null);
}

/** Replaces the row of an earlier change, so that only the last change marks it as done. */
async function claimChange(tx: PlatformTx, orgId: string): Promise<SsoClaim> {
  const [row] = await tx.query<{ dueAt: Date }[]>(
    `INSERT INTO platform_due (kind, ref, due_at)
      VALUES ('publish_sso', $1, date_trunc('milliseconds', clock_timestamp() + interval '30 seconds'))
      ON CONFLICT (kind, ref) DO UPDATE
        SET due_at = greatest(excluded.due_at, platform_due.due_at + interval '1 millisecond')
      RETURNING due_at AS "dueAt"`,
    [orgId],
  );
  if (row === undefined) throw new Error(`The change of ${orgId} was not claimed.`);
  return { orgId, dueAt: row.dueAt };
}

async function publish(homes: Homes, { orgId, dueAt }: SsoClaim, actor: string | null): Promise<void> {
  const settings = await readSsoSettings(homes.organizations, orgId);
  await inPlatform(homes.platform, async (tx) => {
    await tx.query("DELETE FROM platform_due WHERE kind = 'publish_sso' AND ref = $1 AND due_at = $2", [orgId, dueAt]);
    if (await copySettings(tx, orgId, settings)) {
      await copyDomains(tx, orgId, settings);
      await copyProvider(tx, orgId, settings, actor);
    }
  });
}

/** @returns whether these settings are at least as new as the copy */
async function copySettings(tx: PlatformTx, orgId: string, settings: SsoSettings): Promise<boolean> {
  const { revision, defaultRole, isForced } = settings;
  const isActive = settings.testedAt !== null && provedDomains(settings).length > 0;
  const copied = await tx.query<unknown[]>(
    `INSERT INTO sso_organizations AS copy (org_id, revision, default_role, is_active, is_forced)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (org_id) DO UPDATE SET revision = excluded.revision, default_role = excluded.default_role,
        is_active = excluded.is_active, is_forced = excluded.is_forced
      WHERE copy.revision <= excluded.revision
      RETURNING org_id`,
    [orgId, revision, defaultRole, isActive, isActive && isForced],
  );
  return copied.length === 1;
}

/**
 * Marks the claims of proved domains as done, and ends the others. A claim that is not marked yet stays for a while: its
 * call is on the way to the organization's home.
 */
async function copyDomains(tx: PlatformTx, orgId: string, settings: SsoSettings): Promise<void> {
  const proved = provedDomains(settings);
  await tx.query(
    `DELETE FROM sso_domains WHERE org_id = $1 AND domain <> ALL ($2)
      AND (is_proved OR claimed_at < clock_timestamp() - interval '${PATIENCE}')`,
    [orgId, proved],
  );
  await tx.query("UPDATE sso_domains SET is_proved = true WHERE org_id = $1 AND domain = ANY ($2)", [orgId, proved]);
  await checkDomainsDaily(tx, proved);
}

/**
 * Copies the provider. Links with a provider that is gone or another one end, and the sessions of their persons with
 * them: the next provider may give the same subjects to other persons.
 */
async function copyProvider(tx: PlatformTx, orgId: string, settings: SsoSettings, actor: string | null): Promise<void> {
  const providerId = ssoProviderId(orgId);
  const { issuer, oidcConfig, samlConfig } = settings;
  const [earlier] = await tx.query<{ issuer: string }[]>(
    "SELECT issuer FROM auth.sso_provider WHERE provider_id = $1 FOR UPDATE",
    [providerId],
  );
  if (earlier !== undefined && earlier.issuer !== issuer) await endLinks(tx, providerId, actor);
  if (issuer === null) {
    await tx.query("DELETE FROM auth.sso_provider WHERE provider_id = $1", [providerId]);
    return;
  }
  await tx.query(
    `INSERT INTO auth.sso_provider (id, provider_id, organization_id, issuer, domain, oidc_config, saml_config)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (provider_id) DO UPDATE SET issuer = excluded.issuer, domain = excluded.domain,
        oidc_config = excluded.oidc_config, saml_config = excluded.saml_config`,
    [randomUUIDv7(), providerId, orgId, issuer, provedDomains(settings).join(","), oidcConfig, samlConfig],
  );
}

async function endLinks(tx: PlatformTx, providerId: string, actor: string | null): Promise<void> {
  await tx.query(
    `WITH gone AS (DELETE FROM auth.account WHERE provider_id = $1 RETURNING user_id)
    DELETE FROM auth.session WHERE user_id IN (SELECT user_id FROM gone) AND user_id IS DISTINCT FROM $2::uuid`,
    [providerId, actor],
  );
}

function provedDomains({ proofs }: SsoSettings): string[] {
  return proofs.filter(({ provedAt }) => provedAt !== null).map(({ domain }) => domain);
}
