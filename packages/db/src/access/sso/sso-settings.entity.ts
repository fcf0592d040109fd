import { checks, instantColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** The settings of an organization's single sign-on. */
export interface SsoSettingsRow {
  orgId: string;
  /** Grows with every change. */
  revision: number;
  /** The issuer of an OIDC provider, or the entity id of a SAML one. Null without an identity provider. */
  issuer: string | null;
  /** JSON as better-auth reads it, with the client's secret sealed. */
  oidcConfig: string | null;
  /** JSON as better-auth reads it. */
  samlConfig: string | null;
  defaultRole: string;
  isForced: boolean;
  /** When an owner or administrator signed in by these settings. */
  testedAt: Date | null;
}

export const SsoSettingsEntity = organizationEntity<SsoSettingsRow>({
  name: "ssoSettings",
  tableName: "sso_settings",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "sso_settings_pkey" },
    revision: { type: "integer" },
    issuer: { type: "text", nullable: true },
    oidcConfig: { type: "text", nullable: true },
    samlConfig: { type: "text", nullable: true },
    defaultRole: { type: "text" },
    isForced: { type: "boolean" },
    testedAt: { ...instantColumn, nullable: true },
  },
  foreignKeys: [toOrganization("sso_settings_organization_fkey")],
  checks: checks(
    "sso_settings_revision",
    "sso_settings_one_protocol",
    "sso_settings_role",
    "sso_settings_tested",
    "sso_settings_forced",
  ),
});
