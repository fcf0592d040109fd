import { checks, countColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/**
 * A block of 256 entries whose grants have left their marks: block 1 are the entries 1 to 256. There is
 * no gap in them, so that before the last one nothing is missing.
 */
export interface MarkedBlockRow {
  orgId: string;
  block: number;
}

export const MarkedBlockEntity = organizationEntity<MarkedBlockRow>({
  name: "markedBlock",
  tableName: "marked_blocks",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "marked_blocks_pkey" },
    block: { ...countColumn, primary: true, primaryKeyConstraintName: "marked_blocks_pkey" },
  },
  foreignKeys: [toOrganization("marked_blocks_org_fkey")],
  checks: checks("marked_blocks_block"),
});
