import { instantColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** A person who joined by single sign-on, once. */
export interface SsoJoinRow {
  orgId: string;
  personId: string;
  joinedAt: Date;
}

export const SsoJoinEntity = organizationEntity<SsoJoinRow>({
  name: "ssoJoin",
  tableName: "sso_joins",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "sso_joins_pkey" },
    personId: { type: "uuid", primary: true, primaryKeyConstraintName: "sso_joins_pkey" },
    joinedAt: { ...instantColumn, update: false },
  },
  foreignKeys: [toOrganization("sso_joins_organization_fkey")],
});
