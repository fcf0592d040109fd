import type { OrganizationsSource, OrganizationsTx } from "../../connection/home-source.ts";
import { inOrganization } from "../../connection/in-home.ts";
import { SsoProofEntity, type SsoProofRow } from "./sso-proof.entity.ts";
import { SsoSettingsEntity, type SsoSettingsRow } from "./sso-settings.entity.ts";

/** The settings of an organization's single sign-on, with its domains. */
export interface SsoSettings extends Omit<SsoSettingsRow, "orgId"> {
  /** Sorted by name. */
  readonly proofs: readonly SsoProofRow[];
}

/** The settings of an organization that has none yet. Revision 0 has never been stored. */
const NOTHING: Omit<SsoSettingsRow, "orgId"> = {
  revision: 0,
  issuer: null,
  oidcConfig: null,
  samlConfig: null,
  defaultRole: "member",
  isForced: false,
  testedAt: null,
};

/** Reads the settings of an organization. */
export function readSsoSettings(organizations: OrganizationsSource, orgId: string): Promise<SsoSettings> {
  return inOrganization(organizations, orgId, (tx) => settingsOf(tx, orgId));
}

/**
 * Locks the settings of an organization for a change, and reads them. Changes of one organization wait for each other.
 * @param tx a transaction of this organization
 */
export async function lockSsoSettings(tx: OrganizationsTx, orgId: string): Promise<SsoSettings> {
  await tx.query(
    `INSERT INTO sso_settings (org_id, revision, default_role, is_forced) VALUES ($1, 1, $2, false)
      ON CONFLICT (org_id) DO NOTHING`,
    [orgId, NOTHING.defaultRole],
  );
  await tx.query("SELECT FROM sso_settings WHERE org_id = $1 FOR UPDATE", [orgId]);
  return settingsOf(tx, orgId);
}

/** Changes the settings, in the transaction that locked them. */
export async function changeSsoSettings(
  tx: OrganizationsTx,
  orgId: string,
  change: Partial<Omit<SsoSettingsRow, "orgId" | "revision">>,
): Promise<void> {
  await tx.repository(SsoSettingsEntity).update({ orgId }, { ...change, revision: () => "revision + 1" });
}

async function settingsOf(tx: OrganizationsTx, orgId: string): Promise<SsoSettings> {
  const row = await tx.repository(SsoSettingsEntity).findOneBy({ orgId });
  const proofs = await tx.repository(SsoProofEntity).find({ where: { orgId }, order: { domain: "ASC" } });
  return { ...(row ?? NOTHING), proofs };
}

/** Asks for the proof of a domain. A repeated request keeps the first token. */
export async function addSsoProof(
  tx: OrganizationsTx,
  proof: Pick<SsoProofRow, "orgId" | "domain" | "token" | "addedAt">,
): Promise<void> {
  await tx.query(
    "INSERT INTO sso_proofs (org_id, domain, token, added_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    [proof.orgId, proof.domain, proof.token, proof.addedAt],
  );
}

/** Writes what a look-up of the record found. */
export async function changeSsoProof(
  tx: OrganizationsTx,
  { orgId, domain }: Pick<SsoProofRow, "orgId" | "domain">,
  change: Partial<Pick<SsoProofRow, "checkedAt" | "provedAt" | "lostAt">>,
): Promise<void> {
  await tx.repository(SsoProofEntity).update({ orgId, domain }, change);
}

export async function removeSsoProof(
  tx: OrganizationsTx,
  { orgId, domain }: Pick<SsoProofRow, "orgId" | "domain">,
): Promise<void> {
  await tx.repository(SsoProofEntity).delete({ orgId, domain });
}

/**
 * Records that a person joins by single sign-on.
 * @returns whether it is the first time; a person who was removed since then does not join again this way
 */
export async function recordSsoJoin(tx: OrganizationsTx, orgId: string, personId: string): Promise<boolean> {
  const joined = await tx.query<unknown[]>(
    `INSERT INTO sso_joins (org_id, person_id, joined_at)
      VALUES ($1, $2, date_trunc('milliseconds', clock_timestamp())) ON CONFLICT DO NOTHING RETURNING org_id`,
    [orgId, personId],
  );
  return joined.length === 1;
}
