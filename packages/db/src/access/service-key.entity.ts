import { checks, hashColumn, instantColumn } from "../connection/columns.ts";
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
  },
  uniques: [{ name: "service_keys_hash_key", columns: ["hash"] }],
  checks: checks("service_keys_hash_size", "service_keys_one_reach"),
});
