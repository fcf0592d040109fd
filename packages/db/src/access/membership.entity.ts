import { checks, hashColumn, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** A line of the index of person and organization. The member's row in the organization decides. */
export interface MembershipRow {
  personId: string;
  orgId: string;
  /** `claimed` until the member's row is written. */
  state: "claimed" | "member";
  claimedAt: Date;
}

export const MembershipEntity = platformEntity<MembershipRow>({
  name: "membership",
  tableName: "memberships",
  columns: {
    personId: { type: "uuid", primary: true, primaryKeyConstraintName: "memberships_pkey" },
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "memberships_pkey" },
    state: { type: "text" },
    claimedAt: { ...instantColumn, update: false },
  },
  indices: [{ name: "memberships_org_idx", columns: ["orgId"] }],
  checks: checks("memberships_state"),
});

/** The token of an open invitation. */
export interface InvitationTokenRow {
  tokenHash: Buffer;
  orgId: string;
  invitationId: string;
  expiresAt: Date;
}

export const InvitationTokenEntity = platformEntity<InvitationTokenRow>({
  name: "invitationToken",
  tableName: "invitation_tokens",
  columns: {
    tokenHash: { ...hashColumn, primary: true, primaryKeyConstraintName: "invitation_tokens_pkey" },
    orgId: { type: "uuid", update: false },
    invitationId: { type: "uuid", update: false },
    expiresAt: { ...instantColumn, update: false },
  },
  uniques: [{ name: "invitation_tokens_invitation_key", columns: ["orgId", "invitationId"] }],
  checks: checks("invitation_tokens_hash_size"),
});

/** A person who got signup credit, and the organization that has it. */
export interface SignupCreditRow {
  /** SHA-256 of the normalized address. */
  emailHash: Buffer;
  personId: string;
  orgId: string;
  claimedAt: Date;
}

export const SignupCreditEntity = platformEntity<SignupCreditRow>({
  name: "signupCredit",
  tableName: "signup_credits",
  columns: {
    emailHash: { ...hashColumn, primary: true, primaryKeyConstraintName: "signup_credits_pkey" },
    personId: { type: "uuid", update: false },
    orgId: { type: "uuid", update: false },
    claimedAt: { ...instantColumn, update: false },
  },
  uniques: [
    { name: "signup_credits_person_key", columns: ["personId"] },
    { name: "signup_credits_org_key", columns: ["orgId"] },
  ],
  checks: checks("signup_credits_hash_size"),
});
