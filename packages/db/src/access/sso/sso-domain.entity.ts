import { checks, instantColumn } from "../../connection/columns.ts";
import { platformEntity } from "../../connection/home-entity.ts";

/** The claim of an organization on a domain that it has proved. */
export interface SsoDomainRow {
  domain: string;
  orgId: string;
  claimedAt: Date;
  /** Whether the organization's own row says so too: until then the claim keeps others out and does nothing else. */
  isProved: boolean;
}

export const SsoDomainEntity = platformEntity<SsoDomainRow>({
  name: "ssoDomain",
  tableName: "sso_domains",
  columns: {
    domain: { type: "text", primary: true, primaryKeyConstraintName: "sso_domains_pkey" },
    orgId: { type: "uuid", update: false },
    claimedAt: { ...instantColumn, update: false },
    isProved: { type: "boolean" },
  },
  indices: [{ name: "sso_domains_org_idx", columns: ["orgId"] }],
  checks: checks("sso_domains_lower_case"),
});
