import { instantColumn } from "../../connection/columns.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** The outcome of a claim of a code in its organization. It never changes. */
export interface RedemptionRow {
  orgId: string;
  /** The id of the claim in the platform. */
  claimId: string;
  codeId: string;
  /** Null if the organization's step refused the claim: its use was given back. */
  grantId: string | null;
  at: Date;
}

export const RedemptionEntity = organizationEntity<RedemptionRow>({
  name: "redemption",
  tableName: "redemptions",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "redemptions_pkey" },
    claimId: { type: "uuid", primary: true, primaryKeyConstraintName: "redemptions_pkey" },
    codeId: { type: "uuid", update: false },
    grantId: { type: "uuid", nullable: true, update: false },
    at: { ...instantColumn, update: false },
  },
  foreignKeys: [
    {
      name: "redemptions_organization_fkey",
      target: "organization",
      columnNames: ["orgId"],
      referencedColumnNames: ["orgId"],
    },
    {
      name: "redemptions_grant_fkey",
      target: "grant",
      columnNames: ["orgId", "grantId"],
      referencedColumnNames: ["orgId", "id"],
    },
  ],
  uniques: [{ name: "redemptions_grant_key", columns: ["orgId", "grantId"] }],
  indices: [{ name: "redemptions_of_code", columns: ["orgId", "codeId"] }],
});

/** A try of a code in the last hour. A try that succeeds is deleted. */
export interface CodeTryRow {
  orgId: string;
  /** The id of the claim, if the try comes to one. */
  id: string;
  /** An instant of the organization's time. */
  triedAt: Date;
}

export const CodeTryEntity = organizationEntity<CodeTryRow>({
  name: "codeTry",
  tableName: "code_tries",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "code_tries_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "code_tries_pkey" },
    triedAt: { ...instantColumn, update: false },
  },
  foreignKeys: [
    {
      name: "code_tries_organization_fkey",
      target: "organization",
      columnNames: ["orgId"],
      referencedColumnNames: ["orgId"],
    },
  ],
});
