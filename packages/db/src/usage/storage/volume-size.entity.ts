import { checks, instantColumn } from "../../connection/columns.ts";
import { withinOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** From an instant on, a volume has this size in bytes. */
export interface VolumeSizeRow {
  orgId: string;
  volumeId: string;
  n: number;
  at: Date;
  bytes: bigint;
  reportedAt: Date;
}

export const VolumeSizeEntity = organizationEntity<VolumeSizeRow>({
  name: "volumeSize",
  tableName: "volume_sizes",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "volume_sizes_pkey" },
    volumeId: { type: "uuid", primary: true, primaryKeyConstraintName: "volume_sizes_pkey" },
    n: { type: "integer", primary: true, primaryKeyConstraintName: "volume_sizes_pkey" },
    at: { ...instantColumn, update: false },
    bytes: { type: "bigint", update: false },
    reportedAt: { ...instantColumn, update: false },
  },
  foreignKeys: [withinOrganization("volume_sizes_volume_fkey", "volume", "volumeId")],
  indices: [{ name: "volume_sizes_by_time", columns: ["orgId", "volumeId", "at", "n"] }],
  checks: checks("volume_sizes_size", "volume_sizes_n", "volume_sizes_time"),
});
