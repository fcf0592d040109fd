import { checks, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** Why payments are compared: by the hour, after a restore, or at an operator's wish. */
export type ReconciliationWhy = "regular" | "restore" | "command";

/** A payment that operators must look at; amounts are texts. */
export interface FindingJson {
  readonly payment: string;
  readonly what: string;
  readonly org: string | null;
  readonly attempt: string | null;
  /** Micro-USD in digits. */
  readonly gross: string;
  readonly paidAt: number;
}

/** A run that compares the gateway's payments with the books. */
export interface ReconciliationRow {
  id: string;
  why: ReconciliationWhy;
  since: Date;
  beganAt: Date;
  /** Payments made after this instant are done. */
  position: Date;
  /** When it last made progress. */
  seenAt: Date;
  payments: number;
  booked: number;
  /** Events that had never arrived. */
  events: number;
  findings: readonly FindingJson[];
  endedAt: Date | null;
}

export const ReconciliationEntity = platformEntity<ReconciliationRow>({
  name: "reconciliation",
  tableName: "reconciliations",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "reconciliations_pkey" },
    why: { type: "text", update: false },
    since: { ...instantColumn, update: false },
    beganAt: { ...instantColumn, update: false },
    position: instantColumn,
    seenAt: instantColumn,
    payments: { type: "integer" },
    booked: { type: "integer" },
    events: { type: "integer" },
    findings: { type: "jsonb" },
    endedAt: { ...instantColumn, nullable: true },
  },
  indices: [{ name: "reconciliations_by_time", columns: ["beganAt", "id"] }],
  checks: checks("reconciliations_why", "reconciliations_counts", "reconciliations_time"),
});
