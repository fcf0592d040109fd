import type { Actor } from "@scrip/domain/ledger";
import { checks, countColumn, hashColumn, instantColumn, microsColumn } from "../../connection/columns.ts";
import { platformEntity } from "../../connection/home-entity.ts";

/**
 * `wanted`: it waits for the approval of a second operator. `withdrawn`: the operator who asked was removed.
 */
export type CampaignApproval = "wanted" | "approved" | "refused" | "withdrawn";

/** A campaign of redeem codes. */
export interface CampaignRow {
  id: string;
  name: string;
  /** usd-micros of one redemption; CHECK (amount > 0) in the migration */
  amount: bigint;
  /** Its codes are valid before this instant of an organization's time; null for ever. */
  validUntil: Date | null;
  /** The life of the credit in days of 24 hours; null for ever. */
  days: number | null;
  /** How often each code can be redeemed in all; null for any number. */
  uses: number | null;
  perOrg: number;
  /** The plans whose organizations can redeem; null for any plan. */
  plans: string[] | null;
  /** How many codes it can have; null for any number. */
  maxCodes: number | null;
  /** The operator who made it; null for the command line. */
  madeBy: string | null;
  idempotencyKey: string | null;
  createdAt: Date;
  endedAt: Date | null;
  /** Why an operator made it; null for the command line. */
  reason: string | null;
  /** Null for a campaign that needs no approval. */
  approval: CampaignApproval | null;
  /** The end of the time in which it waits for approval. */
  approveBefore: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
}

export const CampaignEntity = platformEntity<CampaignRow>({
  name: "campaign",
  tableName: "campaigns",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "campaigns_pkey" },
    name: { type: "text", update: false },
    amount: { ...microsColumn, update: false },
    validUntil: { ...instantColumn, nullable: true, update: false },
    days: { type: "integer", nullable: true, update: false },
    uses: { ...countColumn, nullable: true, update: false },
    perOrg: { type: "integer", update: false },
    plans: { type: "text", array: true, nullable: true, update: false },
    maxCodes: { ...countColumn, nullable: true, update: false },
    madeBy: { type: "uuid", nullable: true, update: false },
    idempotencyKey: { type: "text", nullable: true, update: false },
    createdAt: { ...instantColumn, update: false },
    endedAt: { ...instantColumn, nullable: true },
    reason: { type: "text", nullable: true, update: false },
    approval: { type: "text", nullable: true },
    approveBefore: { ...instantColumn, nullable: true, update: false },
    decidedBy: { type: "uuid", nullable: true },
    decidedAt: { ...instantColumn, nullable: true },
    decisionReason: { type: "text", nullable: true },
  },
  foreignKeys: [
    {
      name: "campaigns_made_by_fkey",
      target: "operator",
      columnNames: ["madeBy"],
      referencedColumnNames: ["personId"],
    },
    {
      name: "campaigns_decided_by_fkey",
      target: "operator",
      columnNames: ["decidedBy"],
      referencedColumnNames: ["personId"],
    },
  ],
  uniques: [{ name: "campaigns_idempotency_key", columns: ["madeBy", "idempotencyKey"] }],
  indices: [
    { name: "campaigns_alone", columns: ["madeBy", "createdAt"], where: "approval IS NULL" },
    { name: "campaigns_wanted", columns: ["approveBefore"], where: "approval = 'wanted'" },
  ],
  checks: checks(
    "campaigns_amount",
    "campaigns_days",
    "campaigns_uses",
    "campaigns_per_org",
    "campaigns_plans",
    "campaigns_ended",
    "campaigns_max_codes",
    "campaigns_reason",
    "campaigns_approval",
    "campaigns_asked",
    "campaigns_asked_by",
    "campaigns_second",
    "campaigns_decided",
    "campaigns_decision",
  ),
});

/** A redeem code, as its hash. */
export interface CodeRow {
  id: string;
  campaignId: string;
  /** SHA-256 of the code's characters. */
  hash: Buffer;
  createdAt: Date;
  /** Its claims, open and marked. */
  uses: number;
  /** As in its campaign. */
  maxUses: number | null;
}

export const CodeEntity = platformEntity<CodeRow>({
  name: "code",
  tableName: "codes",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "codes_pkey" },
    campaignId: { type: "uuid", update: false },
    hash: { ...hashColumn, update: false },
    createdAt: { ...instantColumn, update: false },
    uses: countColumn,
    maxUses: { ...countColumn, nullable: true, update: false },
  },
  foreignKeys: [
    {
      name: "codes_campaign_fkey",
      target: "campaign",
      columnNames: ["campaignId"],
      referencedColumnNames: ["id"],
    },
  ],
  uniques: [{ name: "codes_hash_key", columns: ["hash"] }],
  indices: [{ name: "codes_of_campaign", columns: ["campaignId"] }],
  checks: checks("codes_hash_size", "codes_uses"),
});

/** The claim of a code's use for an organization. A claim that the organization's step refuses is deleted. */
export interface CodeClaimRow {
  id: string;
  codeId: string;
  orgId: string;
  idempotencyKey: string;
  actorType: Actor["type"];
  actorId: string | null;
  claimedAt: Date;
  /** Null while the organization's step may not be done. */
  markedAt: Date | null;
}

export const CodeClaimEntity = platformEntity<CodeClaimRow>({
  name: "codeClaim",
  tableName: "code_claims",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "code_claims_pkey" },
    codeId: { type: "uuid", update: false },
    orgId: { type: "uuid", update: false },
    idempotencyKey: { type: "text", update: false },
    actorType: { type: "text", update: false },
    actorId: { type: "text", nullable: true, update: false },
    claimedAt: { ...instantColumn, update: false },
    markedAt: { ...instantColumn, nullable: true },
  },
  foreignKeys: [
    { name: "code_claims_code_fkey", target: "code", columnNames: ["codeId"], referencedColumnNames: ["id"] },
  ],
  uniques: [{ name: "code_claims_idempotency_key", columns: ["orgId", "idempotencyKey"] }],
  indices: [{ name: "code_claims_of_code", columns: ["codeId"] }],
});
