import type { Runway } from "@scrip/domain/ledger";
import { checks, instantColumn, microsColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** The runway of an organization at one time. */
export interface RunwayHistoryRow {
  orgId: string;
  at: Date;
  state: Runway["state"];
  endsAt: Date | null;
  /** Micro-USD. */
  perHour: bigint;
}

export const RunwayHistoryEntity = organizationEntity<RunwayHistoryRow>({
  name: "runwayHistory",
  tableName: "runway_history",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "runway_history_pkey" },
    at: { ...instantColumn, primary: true, primaryKeyConstraintName: "runway_history_pkey" },
    state: { type: "text" },
    endsAt: { ...instantColumn, nullable: true },
    perHour: { ...microsColumn },
  },
  foreignKeys: [toOrganization("runway_history_organization_fkey")],
  checks: checks("runway_history_state", "runway_history_end", "runway_history_per_hour"),
});
