import type { JobAnswer } from "@scrip/domain/ledger";
import type { Micros, Nanos } from "@scrip/domain/money";
import { EntitySchema } from "typeorm";
import { checks, countColumn, instantColumn, microsColumn, nanosColumn } from "./columns.ts";
import { withinOrganization } from "./foreign-keys.ts";

/** What usage cost. A job's rows are its meter, one per report, `leg` 1 to n. Never changed. */
export interface ChargeRow {
  orgId: string;
  id: string;
  jobId: string | null;
  leg: number;
  /** The hold that a bare settle charged. */
  holdId: string | null;
  resource: string | null;
  /** Per unit and hour. */
  rate: Nanos | null;
  unitsMilli: number | null;
  /** Cumulative milliseconds as reported, and the part of them that is charged. */
  reportedMs: number | null;
  chargeableMs: number | null;
  amount: Micros;
  beyondHold: boolean;
  afterSilence: boolean;
  project: string | null;
  member: string | null;
  at: Date;
  /** What the work was told, which is no part of the hash; null without a job, and from before it was kept. */
  decision: JobAnswer["decision"] | null;
  reason: JobAnswer["reason"];
  /** What credit was missing to go on. */
  missing: Micros | null;
}

export const ChargeEntity = new EntitySchema<ChargeRow>({
  name: "charge",
  tableName: "charges",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "charges_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "charges_pkey" },
    jobId: { type: "uuid", nullable: true, update: false },
    leg: { type: "integer", update: false },
    holdId: { type: "uuid", nullable: true, update: false },
    resource: { type: "text", nullable: true, update: false },
    rate: { ...nanosColumn, nullable: true, update: false },
    unitsMilli: { ...countColumn, nullable: true, update: false },
    reportedMs: { ...countColumn, nullable: true, update: false },
    chargeableMs: { ...countColumn, nullable: true, update: false },
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
  indices: [
    { name: "charges_meter_key", columns: ["orgId", "jobId", "leg"], unique: true, where: "job_id IS NOT NULL" },
  ],
  foreignKeys: [
    withinOrganization("charges_job_fkey", "job", "jobId"),
    withinOrganization("charges_hold_fkey", "hold", "holdId"),
  ],
  checks: checks("charges_amount", "charges_leg", "charges_job_terms", "charges_meter", "charges_told"),
});
