import type { Micros } from "@scrip/domain/money";
import { checks, microsColumn } from "../../connection/columns.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** The credit that one grant gives to one hold: `reserved = open + settled + released`. */
export interface HoldSliceRow {
  orgId: string;
  holdId: string;
  grantId: string;
  reserved: Micros;
  open: Micros;
  settled: Micros;
  released: Micros;
}

export const HoldSliceEntity = organizationEntity<HoldSliceRow>({
  name: "holdSlice",
  tableName: "hold_slices",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "hold_slices_pkey" },
    holdId: { type: "uuid", primary: true, primaryKeyConstraintName: "hold_slices_pkey" },
    grantId: { type: "uuid", primary: true, primaryKeyConstraintName: "hold_slices_pkey" },
    reserved: microsColumn,
    open: microsColumn,
    settled: microsColumn,
    released: microsColumn,
  },
  checks: checks("hold_slices_counters", "hold_slices_sum"),
});
