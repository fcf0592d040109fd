import type { Micros } from "@scrip/domain/money";
import { checks, countColumn, microsColumn } from "../../connection/columns.ts";
import { withinOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** A charge that credit did not cover, or a revocation of used credit: `amount = open + paid + forgiven`. */
export interface DebtRow {
  orgId: string;
  id: string;
  /** The cause of the debt: a charge, or the revocation of a grant. */
  chargeId: string | null;
  grantId: string | null;
  amount: Micros;
  open: Micros;
  paid: Micros;
  forgiven: Micros;
  /** The number of the entry that made it, of the same charge or grant. Debts are paid in this order. */
  seq: number;
  isOpen: boolean;
}

export const DebtEntity = organizationEntity<DebtRow>({
  name: "debt",
  tableName: "debts",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "debts_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "debts_pkey" },
    chargeId: { type: "uuid", nullable: true, update: false },
    grantId: { type: "uuid", nullable: true, update: false },
    amount: { ...microsColumn, update: false },
    open: microsColumn,
    paid: microsColumn,
    forgiven: microsColumn,
    seq: { ...countColumn, update: false },
    isOpen: { type: "boolean" },
  },
  uniques: [{ name: "debts_charge_key", columns: ["orgId", "chargeId"] }],
  indices: [
    { name: "debts_open_idx", columns: ["orgId", "seq", "id"], where: "is_open" },
    { name: "debts_grant_idx", columns: ["orgId", "grantId"], where: "grant_id IS NOT NULL" },
  ],
  foreignKeys: [
    withinOrganization("debts_entry_fkey", "entry", "seq", "seq"),
    withinOrganization("debts_grant_fkey", "grant", "grantId"),
  ],
  checks: checks("debts_counters", "debts_sum", "debts_is_open", "debts_origin"),
});
