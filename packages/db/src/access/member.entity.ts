import type { Role } from "@scrip/domain/access";
import { checks, instantColumn } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** A member of an organization. */
export interface MemberRow {
  orgId: string;
  personId: string;
  role: Role;
  joinedAt: Date;
}

export const MemberEntity = organizationEntity<MemberRow>({
  name: "member",
  tableName: "members",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "members_pkey" },
    personId: { type: "uuid", primary: true, primaryKeyConstraintName: "members_pkey" },
    role: { type: "text" },
    joinedAt: { ...instantColumn, update: false },
  },
  foreignKeys: [toOrganization("members_organization_fkey")],
  indices: [{ name: "members_one_owner", columns: ["orgId"], unique: true, where: "role = 'owner'" }],
  checks: checks("members_role"),
});
