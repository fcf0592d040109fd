import type { GrantKind, GrantSource } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { checks, instantColumn, microsColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** A grant that will be issued at `effectiveAt`. */
export interface ScheduledGrantRow {
  orgId: string;
  id: string;
  source: GrantSource;
  kind: GrantKind;
  amount: Micros;
  effectiveAt: Date;
  expiresAt: Date | null;
  businessKey: string;
  issued: boolean;
  cancelled: boolean;
}

export const ScheduledGrantEntity = organizationEntity<ScheduledGrantRow>({
  name: "scheduledGrant",
  tableName: "scheduled_grants",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "scheduled_grants_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "scheduled_grants_pkey" },
    source: { type: "text", update: false },
    kind: { type: "text", update: false },
    amount: { ...microsColumn, update: false },
    effectiveAt: { ...instantColumn, update: false },
    expiresAt: { ...instantColumn, nullable: true, update: false },
    businessKey: { type: "text", update: false },
    issued: { type: "boolean" },
    cancelled: { type: "boolean", default: false },
  },
  uniques: [{ name: "scheduled_grants_business_key", columns: ["orgId", "businessKey"] }],
  foreignKeys: [toOrganization("scheduled_grants_org_fkey")],
  checks: checks(
    "scheduled_grants_source",
    "scheduled_grants_kind",
    "scheduled_grants_amount",
    "scheduled_grants_interval",
    "scheduled_grants_end",
  ),
});
