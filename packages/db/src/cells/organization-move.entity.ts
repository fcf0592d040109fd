import { checks, countColumn, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** A move of an organization from cell to cell that is under way, or has left rows to clear. */
export interface OrganizationMoveRow {
  orgId: string;
  fromCell: string;
  toCell: string;
  startedAt: Date;
  /** `clearing`: it is over, or was given up, and `fromCell` still has rows of people. */
  step: "copying" | "switching" | "clearing";
  rowsCopied: number;
  rowsInAll: number;
}

const toCells = (name: string, column: "fromCell" | "toCell") => ({
  name,
  target: "listedCell",
  columnNames: [column],
  referencedColumnNames: ["name"],
});

export const OrganizationMoveEntity = platformEntity<OrganizationMoveRow>({
  name: "organizationMove",
  tableName: "organization_moves",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "organization_moves_pkey" },
    fromCell: { type: "text", update: false },
    toCell: { type: "text", update: false },
    startedAt: { ...instantColumn, update: false },
    step: { type: "text" },
    rowsCopied: { ...countColumn, default: 0 },
    rowsInAll: { ...countColumn, default: 0 },
  },
  foreignKeys: [toCells("organization_moves_from_fkey", "fromCell"), toCells("organization_moves_to_fkey", "toCell")],
  checks: checks("organization_moves_apart", "organization_moves_step", "organization_moves_rows"),
});
