import { checks, instantColumn } from "../../connection/columns.ts";
import { platformEntity } from "../../connection/home-entity.ts";

/** A person who operates the platform. The row stays after a removal, since acts name it. */
export interface OperatorRow {
  personId: string;
  madeAt: Date;
  removedAt: Date | null;
}

export const OperatorEntity = platformEntity<OperatorRow>({
  name: "operator",
  tableName: "operators",
  columns: {
    personId: { type: "uuid", primary: true, primaryKeyConstraintName: "operators_pkey" },
    madeAt: instantColumn,
    removedAt: { ...instantColumn, nullable: true },
  },
  checks: checks("operators_times"),
});
