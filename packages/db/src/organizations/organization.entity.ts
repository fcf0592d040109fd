import type { Micros } from "@scrip/domain/money";
import type { BalanceState } from "@scrip/domain/notices";
import { checks, countColumn, hashColumn, instantColumn, microsColumn } from "../connection/columns.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** An organization, its clock, and the head of its ledger. */
export interface OrganizationRow {
  orgId: string;
  name: string;
  createdAt: Date;
  /** The time of the test clock. Null means that the organization follows PostgreSQL's clock. */
  clockAt: Date | null;
  catalogVersion: number;
  /** The plan's id in that catalog. */
  plan: string;
  /** Since when nothing new starts; null while the organization is open. */
  closedAt: Date | null;
  /** Whether a service key of the organization has, or had, a ceiling. */
  hasBudgets: boolean;
  /** Whether a contract is in force, which may have prices of its own. */
  hasContract: boolean;
  /** The number of the last entry, 0 before the first. */
  seq: number;
  /** The time of the last entry, or of the creation. */
  at: Date;
  /** The hash of the last entry, 32 zero bytes before the first. */
  hash: Buffer;
  available: Micros;
  reserved: Micros;
  owed: Micros;
  /** A command that leaves less than this asks automatic top-up; null while none may ask. Micro-USD. */
  topUpBelow: Micros | null;
  /** Whether it has work that is metered without a hold: a running endpoint, or stored volumes. */
  hasMeters: boolean;
  /** The balance as people know it from their notices. */
  balanceState: BalanceState;
  /** The balance is low below this; null if the organization wants no such notice. Micro-USD. */
  alertBelow: Micros | null;
  /** The cell to ask for the organization; null where it lives. */
  movedTo: string | null;
}

export const OrganizationEntity = organizationEntity<OrganizationRow>({
  name: "organization",
  tableName: "organizations",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "organizations_pkey" },
    name: { type: "text" },
    createdAt: { ...instantColumn, update: false },
    clockAt: { ...instantColumn, nullable: true },
    catalogVersion: { type: "integer" },
    plan: { type: "text" },
    closedAt: { ...instantColumn, nullable: true },
    hasBudgets: { type: "boolean", default: false },
    hasContract: { type: "boolean", default: false },
    seq: countColumn,
    at: instantColumn,
    hash: hashColumn,
    available: microsColumn,
    reserved: microsColumn,
    owed: microsColumn,
    topUpBelow: { ...microsColumn, name: "topup_below", nullable: true },
    hasMeters: { type: "boolean", default: false },
    balanceState: { type: "text", default: "new" },
    alertBelow: { ...microsColumn, nullable: true, default: 10_000_000 },
    movedTo: { type: "text", nullable: true },
  },
  foreignKeys: [
    {
      name: "organizations_catalog_fkey",
      target: "catalogCopy",
      columnNames: ["catalogVersion"],
      referencedColumnNames: ["number"],
    },
  ],
  checks: checks(
    "organizations_balances",
    "organizations_head",
    "organizations_topup",
    "organizations_state",
    "organizations_alert",
  ),
});
