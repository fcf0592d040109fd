import type { HoldState } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { checks, instantColumn, microsColumn } from "../../connection/columns.ts";
import { withinOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** Credit reserved for running work; its slices have the amounts that are left. */
export interface HoldRow {
  orgId: string;
  id: string;
  jobId: string | null;
  /** The amount as first placed. */
  amount: Micros;
  state: HoldState;
  /** When the hold expires if no report arrives. */
  silentAt: Date | null;
  /** The number of entries that have this hold as their cause. */
  legs: number;
  /** The service key that placed the hold, and when: kept if budgets may count it. */
  placedBy: string | null;
  placedAt: Date | null;
}

export const HoldEntity = organizationEntity<HoldRow>({
  name: "hold",
  tableName: "holds",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "holds_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "holds_pkey" },
    jobId: { type: "uuid", nullable: true, update: false },
    amount: { ...microsColumn, update: false },
    state: { type: "text" },
    silentAt: { ...instantColumn, nullable: true },
    legs: { type: "integer" },
    placedBy: { type: "uuid", nullable: true },
    placedAt: { ...instantColumn, nullable: true },
  },
  indices: [
    { name: "holds_one_open_per_job", columns: ["orgId", "jobId"], unique: true, where: "state = 'open'" },
    { name: "holds_job_idx", columns: ["orgId", "jobId"], where: "job_id IS NOT NULL" },
  ],
  foreignKeys: [withinOrganization("holds_job_fkey", "job", "jobId")],
  checks: checks("holds_amount", "holds_state", "holds_placed"),
});
