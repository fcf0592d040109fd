import type { Role } from "@scrip/domain/access";
import { checks, hashColumn, instantColumn } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** An invitation to an organization. */
export interface InvitationRow {
  orgId: string;
  id: string;
  /** The normalized address; null once the person's data was erased. */
  email: string | null;
  role: Role;
  /** The member who invited; null if a platform key did. */
  invitedBy: string | null;
  sentAt: Date;
  expiresAt: Date;
  /** SHA-256 of the token in the link that was sent last. */
  tokenHash: Buffer;
  state: "open" | "accepted" | "revoked";
  acceptedBy: string | null;
}

export const InvitationEntity = organizationEntity<InvitationRow>({
  name: "invitation",
  tableName: "invitations",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "invitations_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "invitations_pkey" },
    email: { type: "text", nullable: true },
    role: { type: "text" },
    invitedBy: { type: "uuid", nullable: true },
    sentAt: instantColumn,
    expiresAt: instantColumn,
    tokenHash: hashColumn,
    state: { type: "text" },
    acceptedBy: { type: "uuid", nullable: true },
  },
  foreignKeys: [toOrganization("invitations_organization_fkey")],
  indices: [{ name: "invitations_one_open", columns: ["orgId", "email"], unique: true, where: "state = 'open'" }],
  checks: checks(
    "invitations_role",
    "invitations_hash_size",
    "invitations_interval",
    "invitations_state",
    "invitations_accepted",
    "invitations_address",
  ),
});
