import type { JobMode, JobState } from "@scrip/domain/ledger";
import type { Micros, Nanos } from "@scrip/domain/money";
import { checks, countColumn, instantColumn, microsColumn, nanosColumn } from "../../connection/columns.ts";
import { toOrganization, withinOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** One metered run of a resource. Quantities are cumulative compute time in milliseconds. */
export interface JobRow {
  orgId: string;
  id: string;
  /** The caller's name for it, unique in the organization. */
  ref: string;
  resource: string;
  /** The kind of work, which selects its policy. */
  work: string;
  mode: JobMode;
  /** Nano-USD per unit and hour, fixed at the start; 0 with a price shape. */
  rate: Nanos;
  /** The text of its price shape; null for a plain rate. */
  price: string | null;
  unitsMilli: number;
  estimateMs: number | null;
  project: string | null;
  member: string | null;
  catalogVersion: number;
  startedAt: Date;
  state: JobState;
  /** When it last stopped running; null while it runs. */
  pausedAt: Date | null;
  /** The total of all pauses that have ended. */
  pausedMs: number;
  reportedMs: number;
  /** The part of `reportedMs` that is charged. */
  chargeableMs: number;
  charged: Micros;
  /** The number of its charge rows. */
  charges: number;
  holdId: string | null;
  endedAt: Date | null;
}

export const JobEntity = organizationEntity<JobRow>({
  name: "job",
  tableName: "jobs",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "jobs_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "jobs_pkey" },
    ref: { type: "text", update: false },
    resource: { type: "text", update: false },
    work: { type: "text", update: false },
    mode: { type: "text", update: false },
    rate: { ...nanosColumn, update: false },
    price: { type: "text", nullable: true, update: false },
    unitsMilli: { ...countColumn, update: false },
    estimateMs: { ...countColumn, nullable: true, update: false },
    project: { type: "text", nullable: true, update: false },
    member: { type: "text", nullable: true, update: false },
    catalogVersion: { type: "integer", update: false },
    startedAt: { ...instantColumn, update: false },
    state: { type: "text" },
    pausedAt: { ...instantColumn, nullable: true },
    pausedMs: countColumn,
    reportedMs: countColumn,
    chargeableMs: countColumn,
    charged: microsColumn,
    charges: { type: "integer" },
    holdId: { type: "uuid", nullable: true },
    endedAt: { ...instantColumn, nullable: true },
  },
  uniques: [{ name: "jobs_ref_key", columns: ["orgId", "ref"] }],
  indices: [
    { name: "jobs_started_idx", columns: ["orgId", "startedAt"] },
    { name: "jobs_live_idx", columns: ["orgId", "state"], where: "ended_at IS NULL" },
  ],
  foreignKeys: [
    toOrganization("jobs_org_fkey"),
    {
      name: "jobs_catalog_fkey",
      target: "catalogCopy",
      columnNames: ["catalogVersion"],
      referencedColumnNames: ["number"],
    },
    withinOrganization("jobs_hold_fkey", "hold", "holdId"),
  ],
  checks: checks(
    "jobs_mode",
    "jobs_state",
    "jobs_terms",
    "jobs_price",
    "jobs_meter",
    "jobs_running_holds",
    "jobs_paused_since",
    "jobs_ended_at",
  ),
});
