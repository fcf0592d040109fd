import { checks } from "../../connection/columns.ts";
import { platformEntity } from "../../connection/home-entity.ts";

/** What the platform knows of an organization's single sign-on: a copy that publishing makes. */
export interface SsoOrganizationRow {
  orgId: string;
  revision: number;
  defaultRole: string;
  isActive: boolean;
  isForced: boolean;
}

export const SsoOrganizationEntity = platformEntity<SsoOrganizationRow>({
  name: "ssoOrganization",
  tableName: "sso_organizations",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "sso_organizations_pkey" },
    revision: { type: "integer" },
    defaultRole: { type: "text" },
    isActive: { type: "boolean" },
    isForced: { type: "boolean" },
  },
  checks: checks("sso_organizations_role", "sso_organizations_forced"),
});
