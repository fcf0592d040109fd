import { checks, instantColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** The proof of a domain by a DNS record, or the request for one. */
export interface SsoProofRow {
  orgId: string;
  domain: string;
  /** The text of the record. */
  token: string;
  addedAt: Date;
  checkedAt: Date | null;
  provedAt: Date | null;
  /** Since when the record of a proved domain has been missing. */
  lostAt: Date | null;
}

export const SsoProofEntity = organizationEntity<SsoProofRow>({
  name: "ssoProof",
  tableName: "sso_proofs",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "sso_proofs_pkey" },
    domain: { type: "text", primary: true, primaryKeyConstraintName: "sso_proofs_pkey" },
    token: { type: "text", update: false },
    addedAt: { ...instantColumn, update: false },
    checkedAt: { ...instantColumn, nullable: true },
    provedAt: { ...instantColumn, nullable: true },
    lostAt: { ...instantColumn, nullable: true },
  },
  foreignKeys: [toOrganization("sso_proofs_organization_fkey")],
  checks: checks("sso_proofs_lost"),
});
