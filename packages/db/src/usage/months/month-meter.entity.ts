import type { Micros } from "@scrip/domain/money";
import type { CountedByMonth } from "@scrip/domain/usage/months";
import { checks, hashColumn, instantColumn, microsColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** The meter of a price shape: what is used of a resource in one calendar month (UTC) at this price. */
export interface MonthMeterRow {
  orgId: string;
  id: string;
  counts: CountedByMonth;
  resource: string;
  month: Date;
  /** The canonical text of the shape, and its SHA-256. */
  price: string;
  priceHash: Buffer;
  /** Parts of a unit, in digits. */
  quantity: string;
  charged: Micros;
  /** By how much its price has fallen. */
  fallen: Micros;
  legs: number;
  isClosed: boolean;
}

export const MonthMeterEntity = organizationEntity<MonthMeterRow>({
  name: "monthMeter",
  tableName: "month_meters",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "month_meters_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "month_meters_pkey" },
    counts: { type: "text", update: false },
    resource: { type: "text", update: false },
    month: { ...instantColumn, update: false },
    price: { type: "text", update: false },
    priceHash: { ...hashColumn, update: false },
    quantity: { type: "numeric", precision: 38, scale: 0 },
    charged: microsColumn,
    fallen: microsColumn,
    legs: { type: "integer" },
    isClosed: { type: "boolean" },
  },
  foreignKeys: [toOrganization("month_meters_organization_fkey")],
  uniques: [{ name: "month_meters_price_key", columns: ["orgId", "resource", "month", "counts", "priceHash"] }],
  checks: checks("month_meters_counts", "month_meters_price", "month_meters_counted", "month_meters_month"),
});
