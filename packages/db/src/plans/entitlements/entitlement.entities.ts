import { checks, countColumn, instantColumn } from "../../connection/columns.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** How many things of an entitlement an organization has. */
export interface EntitlementUseRow {
  orgId: string;
  entitlement: string;
  used: number;
}

export const EntitlementUseEntity = organizationEntity<EntitlementUseRow>({
  name: "entitlementUse",
  tableName: "entitlement_uses",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "entitlement_uses_pkey" },
    entitlement: { type: "text", primary: true, primaryKeyConstraintName: "entitlement_uses_pkey" },
    used: countColumn,
  },
  foreignKeys: [
    {
      name: "entitlement_uses_organization_fkey",
      target: "organization",
      columnNames: ["orgId"],
      referencedColumnNames: ["orgId"],
    },
  ],
  checks: checks("entitlement_uses_used"),
});

/** A change of a counter under its idempotency key, or the refusal of one. It never changes. */
export interface EntitlementChangeRow {
  orgId: string;
  operation: "use" | "release";
  key: string;
  entitlement: string;
  count: number;
  at: Date;
  outcome: "done" | "limit_reached" | "not_in_use";
  /** What was allowed then; null for any number. */
  most: number | null;
  /** The counter after it; it stays as it was if the change was refused. */
  used: number;
  /** The first plan that would have allowed it. */
  neededPlan: string | null;
}

export const EntitlementChangeEntity = organizationEntity<EntitlementChangeRow>({
  name: "entitlementChange",
  tableName: "entitlement_changes",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "entitlement_changes_pkey" },
    operation: { type: "text", primary: true, primaryKeyConstraintName: "entitlement_changes_pkey" },
    key: { type: "text", primary: true, primaryKeyConstraintName: "entitlement_changes_pkey" },
    entitlement: { type: "text", update: false },
    count: { ...countColumn, update: false },
    at: { ...instantColumn, update: false },
    outcome: { type: "text", update: false },
    most: { ...countColumn, nullable: true, update: false },
    used: { ...countColumn, update: false },
    neededPlan: { type: "text", nullable: true, update: false },
  },
  foreignKeys: [
    {
      name: "entitlement_changes_counter_fkey",
      target: "entitlementUse",
      columnNames: ["orgId", "entitlement"],
      referencedColumnNames: ["orgId", "entitlement"],
    },
  ],
  indices: [{ name: "entitlement_changes_of_counter", columns: ["orgId", "entitlement"] }],
  checks: checks(
    "entitlement_changes_operation",
    "entitlement_changes_count",
    "entitlement_changes_used",
    "entitlement_changes_outcome",
  ),
});
