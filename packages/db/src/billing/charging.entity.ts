import { checks, countColumn, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** Whether the platform takes payments now. The table has one row. */
export interface ChargingRow {
  id: true;
  /** Why an operator paused charging; null while nobody did. */
  pauseWhy: string | null;
  pausedSince: Date | null;
  /** Null for the command line. */
  pausedBy: string | null;
  /** How a restore was recognised whose payments were not reconciled yet. */
  restoreWhy: string | null;
  restoredSince: Date | null;
  /** The last instant that the restored database knows. */
  restoredFrom: Date | null;
  /** The servers of the restore that was reconciled last. */
  reconciledServers: string | null;
  /** Counts up while a worker runs. */
  mark: number;
  markedAt: Date;
}

export const ChargingEntity = platformEntity<ChargingRow>({
  name: "charging",
  tableName: "charging",
  columns: {
    id: { type: "boolean", primary: true, primaryKeyConstraintName: "charging_pkey" },
    pauseWhy: { type: "text", nullable: true },
    pausedSince: { ...instantColumn, nullable: true },
    pausedBy: { type: "uuid", nullable: true },
    restoreWhy: { type: "text", nullable: true },
    restoredSince: { ...instantColumn, nullable: true },
    restoredFrom: { ...instantColumn, nullable: true },
    reconciledServers: { type: "text", nullable: true },
    mark: countColumn,
    markedAt: instantColumn,
  },
  checks: checks("charging_one_row", "charging_pause", "charging_restore", "charging_mark"),
});
