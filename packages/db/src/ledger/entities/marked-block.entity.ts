import { checks, countColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/**
 * A block of 256 entries for which the marks of grants are written; block 1 is the entries 1 to 256. The blocks have no
 * gap, so all blocks before the last one are marked.
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
