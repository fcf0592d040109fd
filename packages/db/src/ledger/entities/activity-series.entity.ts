import type { EntryKind } from "@scrip/domain/ledger";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** Entries of one kind with the same labels. Written with its first entry, never changed. */
export interface ActivitySeriesRow {
  orgId: string;
  /** Its number, which its entries refer to: `seriesNumber`. */
  series: bigint;
  kind: EntryKind;
  resource: string | null;
  project: string | null;
  member: string | null;
}

export const ActivitySeriesEntity = organizationEntity<ActivitySeriesRow>({
  name: "activitySeries",
  tableName: "activity_series",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "activity_series_pkey" },
    series: { type: "bigint", primary: true, primaryKeyConstraintName: "activity_series_pkey" },
    kind: { type: "text", update: false },
    resource: { type: "text", nullable: true, update: false },
    project: { type: "text", nullable: true, update: false },
    member: { type: "text", nullable: true, update: false },
  },
  foreignKeys: [toOrganization("activity_series_org_fkey")],
});
