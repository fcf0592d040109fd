import { checks, countColumn, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** A cell of the deployment, as the platform lists it. */
export interface ListedCellRow {
  name: string;
  /** The greatest epoch that the cell is known to have reached. */
  epoch: number;
  /** New organizations go to open cells. A draining cell gives its organizations away. */
  state: "open" | "draining";
  /** The cell of all organizations whose entry in the registry names none. */
  isFirst: boolean;
  addedAt: Date;
  /** The identity of its server; another server, or another timeline, is a restored database. */
  systemIdentifier: string | null;
  timeline: number | null;
  /** When the workers last reported what follows; null before the first report. */
  reportedAt: Date | null;
  organizations: number;
  /** Between the last two reports of the same worker. */
  entriesPerSecond: number;
  /** When the oldest work fell due that is not done, without parked work and work on test clocks; null if all is done. */
  oldestDueAt: Date | null;
  schemaVersion: string | null;
}

export const ListedCellEntity = platformEntity<ListedCellRow>({
  name: "listedCell",
  tableName: "cells",
  columns: {
    name: { type: "text", primary: true, primaryKeyConstraintName: "cells_pkey" },
    epoch: countColumn,
    state: { type: "text", default: "open" },
    isFirst: { type: "boolean", update: false },
    addedAt: { ...instantColumn, update: false },
    systemIdentifier: { type: "text", nullable: true },
    timeline: { type: "integer", nullable: true },
    reportedAt: { ...instantColumn, nullable: true },
    organizations: { ...countColumn, default: 0 },
    entriesPerSecond: { type: "real", default: 0 },
    oldestDueAt: { ...instantColumn, nullable: true },
    schemaVersion: { type: "text", nullable: true },
  },
  checks: checks("cells_name", "cells_epoch", "cells_state", "cells_load"),
  indices: [{ name: "cells_first_key", columns: ["isFirst"], unique: true, where: "is_first" }],
});
