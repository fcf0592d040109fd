import { checks, countColumn } from "../connection/columns.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** The identity of a cell in its own database. Without a row the database is the only cell of its deployment. */
export interface CellRow {
  isOnly: boolean;
  name: string;
  /** Grows all the time, here first and then in the platform's list. */
  epoch: number;
}

export const CellEntity = organizationEntity<CellRow>({
  name: "cell",
  tableName: "cell",
  columns: {
    isOnly: { type: "boolean", primary: true, primaryKeyConstraintName: "cell_pkey", default: true },
    name: { type: "text", update: false },
    epoch: countColumn,
  },
  checks: checks("cell_one_row", "cell_name", "cell_epoch"),
});
