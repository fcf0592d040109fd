import type { JobAnswer } from "@scrip/domain/ledger";
import type { Micros, Nanos } from "@scrip/domain/money";
import { checks, countColumn, instantColumn, microsColumn, nanosColumn } from "../../connection/columns.ts";
import { withinOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/**
 * A charge of a report of a job: one row for each report, `leg` 1 to n. Never changed. A charge without a job is stored
 * in its entry; the view `charges` has all of them.
 */
export interface JobChargeRow {
  orgId: string;
  id: string;
  jobId: string;
  leg: number;
  resource: string;
  /** Nano-USD per unit and hour. */
  rate: Nanos;
  unitsMilli: number;
  /** Cumulative milliseconds as reported, and the part of them that is charged. */
  reportedMs: number;
  chargeableMs: number;
  amount: Micros;
  beyondHold: boolean;
  afterSilence: boolean;
  project: string | null;
  member: string | null;
  at: Date;
  /** The decision that the work received. Not part of the hash; null for reports from before decisions were stored. */
  decision: JobAnswer["decision"] | null;
  reason: JobAnswer["reason"];
  /** The credit that was missing to continue. */
  missing: Micros | null;
}

export const JobChargeEntity = organizationEntity<JobChargeRow>({
  name: "jobCharge",
  tableName: "job_charges",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "job_charges_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "job_charges_pkey" },
    jobId: { type: "uuid", update: false },
    leg: { type: "integer", update: false },
    resource: { type: "text", update: false },
    rate: { ...nanosColumn, update: false },
    unitsMilli: { ...countColumn, update: false },
    reportedMs: { ...countColumn, update: false },
    chargeableMs: { ...countColumn, update: false },
    amount: { ...microsColumn, update: false },
    beyondHold: { type: "boolean", update: false },
    afterSilence: { type: "boolean", update: false },
    project: { type: "text", nullable: true, update: false },
    member: { type: "text", nullable: true, update: false },
    at: { ...instantColumn, update: false },
    decision: { type: "text", nullable: true, update: false },
    reason: { type: "text", nullable: true, update: false },
    missing: { ...microsColumn, nullable: true, update: false },
  },
  uniques: [{ name: "job_charges_meter_key", columns: ["orgId", "jobId", "leg"] }],
  foreignKeys: [withinOrganization("job_charges_job_fkey", "job", "jobId")],
  checks: checks("job_charges_amount", "job_charges_leg", "job_charges_meter", "job_charges_told"),
});
