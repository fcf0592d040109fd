import { checks, instantColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** A stored volume. Sizes in bytes. */
export interface VolumeRow {
  orgId: string;
  id: string;
  ref: string;
  resource: string;
  project: string | null;
  member: string | null;
  bytes: bigint;
  changedAt: Date;
  changes: number;
}

export const VolumeEntity = organizationEntity<VolumeRow>({
  name: "volume",
  tableName: "volumes",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "volumes_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "volumes_pkey" },
    ref: { type: "text", update: false },
    resource: { type: "text", update: false },
    project: { type: "text", nullable: true },
    member: { type: "text", nullable: true },
    bytes: { type: "bigint" },
    changedAt: instantColumn,
    changes: { type: "integer" },
  },
  foreignKeys: [toOrganization("volumes_organization_fkey")],
  uniques: [{ name: "volumes_ref_key", columns: ["orgId", "ref"] }],
  indices: [{ name: "volumes_by_resource", columns: ["orgId", "resource", "changedAt"] }],
  checks: checks("volumes_size", "volumes_changes"),
});
