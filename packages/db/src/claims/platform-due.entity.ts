import type { PlatformDueKind } from "@scrip/domain/due";
import { checks, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** A claim whose act in the other home may not be done yet. The mark step deletes the row. */
export interface PlatformDueRow {
  kind: PlatformDueKind;
  /** The claimed row: an organization's id, the number of a catalog version, a mail's id. */
  ref: string;
  /** The time from which the worker does the work. It moves when a worker leases the work, or puts it off. */
  dueAt: Date;
  /** The number of the worker's failed tries. */
  tries: number;
  /** The message of the last failure. */
  problem: string | null;
  /** The time since which sweeps skip the work: it failed too often, and the operators have an alert. */
  parkedAt: Date | null;
}

export const PlatformDueEntity = platformEntity<PlatformDueRow>({
  name: "platformDue",
  tableName: "platform_due",
  columns: {
    kind: { type: "text", primary: true, primaryKeyConstraintName: "platform_due_pkey" },
    ref: { type: "text", primary: true, primaryKeyConstraintName: "platform_due_pkey" },
    dueAt: instantColumn,
    tries: { type: "smallint", default: 0 },
    problem: { type: "text", nullable: true },
    parkedAt: { ...instantColumn, nullable: true },
  },
  checks: checks("platform_due_kind", "platform_due_tries", "platform_due_parked"),
});
