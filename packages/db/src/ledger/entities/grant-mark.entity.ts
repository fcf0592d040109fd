import type { Micros } from "@scrip/domain/money";
import { checks, countColumn, microsColumn } from "../../connection/columns.ts";
import { withinOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** The counters of a grant at the end of a block that moved it. Written by the database, never changed. */
export interface GrantMarkRow {
  orgId: string;
  grantId: string;
  block: number;
  avail: Micros;
  held: Micros;
  spent: Micros;
  expired: Micros;
  revoked: Micros;
}

export const GrantMarkEntity = organizationEntity<GrantMarkRow>({
  name: "grantMark",
  tableName: "grant_marks",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "grant_marks_pkey" },
    grantId: { type: "uuid", primary: true, primaryKeyConstraintName: "grant_marks_pkey" },
    block: { ...countColumn, primary: true, primaryKeyConstraintName: "grant_marks_pkey" },
    avail: { ...microsColumn, update: false },
    held: { ...microsColumn, update: false },
    spent: { ...microsColumn, update: false },
    expired: { ...microsColumn, update: false },
    revoked: { ...microsColumn, update: false },
  },
  foreignKeys: [
    withinOrganization("grant_marks_grant_fkey", "grant", "grantId"),
    withinOrganization("grant_marks_block_fkey", "markedBlock", "block", "block"),
  ],
  checks: checks("grant_marks_counters"),
});
