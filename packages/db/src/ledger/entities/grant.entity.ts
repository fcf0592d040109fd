import type { GrantKind, GrantSource } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { checks, instantColumn, microsColumn } from "../../connection/columns.ts";
import { toOrganization, withinOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** Credit added once, and where it is now: the five counters add up to `amount`. */
export interface GrantRow {
  orgId: string;
  id: string;
  source: GrantSource;
  kind: GrantKind;
  amount: Micros;
  /** Start of `[effectiveAt, expiresAt)`. */
  effectiveAt: Date;
  expiresAt: Date | null;
  businessKey: string;
  /** The charge, or the debt of a reversal, whose payment a refund grant gives back. */
  chargeId: string | null;
  debtId: string | null;
  avail: Micros;
  held: Micros;
  spent: Micros;
  expired: Micros;
  revoked: Micros;
  /** The part of `held` that was taken back: revoked when a hold releases it, owed when a hold spends it. */
  toRevoke: Micros;
  /** Whether any of its credit is available. */
  isOpen: boolean;
  /** The number of entries that have this grant as their cause. */
  legs: number;
}

export const GrantEntity = organizationEntity<GrantRow>({
  name: "grant",
  tableName: "grants",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "grants_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "grants_pkey" },
    source: { type: "text", update: false },
    kind: { type: "text", update: false },
    amount: { ...microsColumn, update: false },
    effectiveAt: { ...instantColumn, update: false },
    expiresAt: { ...instantColumn, nullable: true, update: false },
    businessKey: { type: "text", update: false },
    chargeId: { type: "uuid", nullable: true, update: false },
    debtId: { type: "uuid", nullable: true, update: false },
    avail: microsColumn,
    held: microsColumn,
    spent: microsColumn,
    expired: microsColumn,
    revoked: microsColumn,
    toRevoke: { ...microsColumn, default: 0 },
    isOpen: { type: "boolean" },
    legs: { type: "integer" },
  },
  uniques: [{ name: "grants_business_key", columns: ["orgId", "businessKey"] }],
  indices: [
    { name: "grants_open_idx", columns: ["orgId", "expiresAt", "kind", "effectiveAt", "id"], where: "is_open" },
    { name: "grants_charge_idx", columns: ["orgId", "chargeId"], where: "charge_id IS NOT NULL" },
    { name: "grants_debt_idx", columns: ["orgId", "debtId"], where: "debt_id IS NOT NULL" },
  ],
  foreignKeys: [toOrganization("grants_org_fkey"), withinOrganization("grants_debt_fkey", "debt", "debtId")],
  checks: checks(
    "grants_source",
    "grants_kind",
    "grants_amount",
    "grants_interval",
    "grants_counters",
    "grants_sum",
    "grants_is_open",
    "grants_refund",
    "grants_to_revoke",
  ),
});
