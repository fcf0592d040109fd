import type { Micros } from "@scrip/domain/money";
import { checks, instantColumn, microsColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** The meter of a storage resource in one calendar month (UTC). */
export interface StorageMeterRow {
  orgId: string;
  id: string;
  resource: string;
  month: Date;
  /** Byte-milliseconds above the included amount, in digits; and each part of them times its rate. */
  quantity: string;
  priced: string;
  /** What price shapes count, as `storedShaped` writes it. */
  shaped: string | null;
  charged: Micros;
  corrected: Micros;
  legs: number;
  bookedUntil: Date;
  isStale: boolean;
  dueAt: Date | null;
}

export const StorageMeterEntity = organizationEntity<StorageMeterRow>({
  name: "storageMeter",
  tableName: "storage_meters",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "storage_meters_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "storage_meters_pkey" },
    resource: { type: "text", update: false },
    month: { ...instantColumn, update: false },
    quantity: { type: "numeric", precision: 38, scale: 0 },
    priced: { type: "numeric", precision: 50, scale: 0 },
    shaped: { type: "text", nullable: true },
    charged: microsColumn,
    corrected: microsColumn,
    legs: { type: "integer" },
    bookedUntil: instantColumn,
    isStale: { type: "boolean" },
    dueAt: { ...instantColumn, nullable: true },
  },
  foreignKeys: [toOrganization("storage_meters_organization_fkey")],
  uniques: [{ name: "storage_meters_month_key", columns: ["orgId", "resource", "month"] }],
  indices: [{ name: "storage_meters_open", columns: ["orgId"], where: "due_at IS NOT NULL" }],
  checks: checks("storage_meters_quantity", "storage_meters_charged", "storage_meters_month", "storage_meters_due"),
});
