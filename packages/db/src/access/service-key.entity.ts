import type { Micros } from "@scrip/domain/money";
import { checks, hashColumn, instantColumn, microsColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** A service's key. Its text is shown once. The database stores only the hash. */
export interface ServiceKeyRow {
  id: string;
  hash: Buffer;
  name: string;
  /** The owner of the organizations that the key creates. */
  owner: string;
  /** The one organization of an organization key. */
  orgId: string | null;
  /** The organizations of a platform key. If `orgId` is null too, the key reaches all. */
  orgIds: string[] | null;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** The first characters of the text; null for a key of an earlier version. */
  prefix: string | null;
  /** Micro-USD; null means no ceiling. */
  dailyCeiling: Micros | null;
  /** How often the ceiling was set; 0 means never. */
  ceilingVersion: number;
  /** The person who made the key; null if the command line did. */
  createdBy: string | null;
  lastUsedAt: Date | null;
  /** The address of the last use. */
  lastUsedFrom: string | null;
}

export const ServiceKeyEntity = platformEntity<ServiceKeyRow>({
  name: "serviceKey",
  tableName: "service_keys",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "service_keys_pkey" },
    hash: { ...hashColumn, update: false },
    name: { type: "text" },
    owner: { type: "text", update: false },
    orgId: { type: "uuid", nullable: true, update: false },
    orgIds: { type: "uuid", array: true, nullable: true, update: false },
    scopes: { type: "text", array: true, update: false },
    createdAt: { ...instantColumn, update: false },
    expiresAt: { ...instantColumn, nullable: true },
    revokedAt: { ...instantColumn, nullable: true },
    prefix: { type: "text", nullable: true, update: false },
    dailyCeiling: { ...microsColumn, nullable: true },
    ceilingVersion: { type: "integer", default: 0 },
    createdBy: { type: "uuid", nullable: true, update: false },
    lastUsedAt: { ...instantColumn, nullable: true },
    lastUsedFrom: { type: "text", nullable: true },
  },
  uniques: [{ name: "service_keys_hash_key", columns: ["hash"] }],
  indices: [{ name: "service_keys_org_idx", columns: ["orgId"], where: "org_id IS NOT NULL" }],
  checks: checks("service_keys_hash_size", "service_keys_one_reach", "service_keys_ceiling", "service_keys_version"),
});
