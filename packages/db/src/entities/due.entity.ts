import { EntitySchema } from "typeorm";
import { checks, instantColumn } from "./columns.ts";
import { toOrganization } from "./foreign-keys.ts";

/** What can fall due. */
export type DueKind = "issue_grant" | "expire_grant" | "expire_hold";

/** Something that falls due at `dueAt`. The only rows that the worker reads across organizations. */
export interface DueRow {
  orgId: string;
  kind: DueKind;
  /** The grant or hold that it is about. */
  refId: string;
  dueAt: Date;
  /** The sweeper takes only the others, an advance only its own. */
  onTestClock: boolean;
}

export const DueEntity = new EntitySchema<DueRow>({
  name: "due",
  tableName: "due",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "due_pkey" },
    kind: { type: "text", primary: true, primaryKeyConstraintName: "due_pkey" },
    refId: { type: "uuid", primary: true, primaryKeyConstraintName: "due_pkey" },
    dueAt: instantColumn,
    onTestClock: { type: "boolean", update: false },
  },
  indices: [
    { name: "due_sweep_idx", columns: ["dueAt", "refId"], where: "NOT on_test_clock" },
    { name: "due_advance_idx", columns: ["orgId", "dueAt", "refId"], where: "on_test_clock" },
  ],
  foreignKeys: [toOrganization("due_org_fkey")],
  checks: checks("due_kind"),
});
