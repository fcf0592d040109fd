import type { DueKind } from "@scrip/domain/due";
import { checks, instantColumn } from "../connection/columns.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** Work that is due at `dueAt`. The only rows that the worker reads across organizations. */
export interface DueRow {
  orgId: string;
  kind: DueKind;
  /** The id of the row that the work is about; the kind decides the table. */
  refId: string;
  dueAt: Date;
  /** A sweep runs only the other work; an advance of a test clock runs only its own. */
  onTestClock: boolean;
  /** Failed tries since it fell due. */
  tries: number;
  /** The message of the last failure. */
  problem: string | null;
  /** When the work was parked, since it failed too often: sweeps skip it, and the operators have an alert. */
  parkedAt: Date | null;
}

export const DueEntity = organizationEntity<DueRow>({
  name: "due",
  tableName: "due",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "due_pkey" },
    kind: { type: "text", primary: true, primaryKeyConstraintName: "due_pkey" },
    refId: { type: "uuid", primary: true, primaryKeyConstraintName: "due_pkey" },
    dueAt: instantColumn,
    onTestClock: { type: "boolean", update: false },
    tries: { type: "smallint", default: 0 },
    problem: { type: "text", nullable: true },
    parkedAt: { ...instantColumn, nullable: true },
  },
  indices: [
    { name: "due_sweep_idx", columns: ["dueAt", "refId"], where: "NOT on_test_clock AND parked_at IS NULL" },
    { name: "due_parked_idx", columns: ["parkedAt"], where: "parked_at IS NOT NULL" },
    { name: "due_advance_idx", columns: ["orgId", "dueAt", "refId"], where: "on_test_clock" },
  ],
  checks: checks("due_kind", "due_tries", "due_parked"),
});
