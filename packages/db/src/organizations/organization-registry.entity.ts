import { hashColumn, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** What is unique over all organizations of an owner. */
export interface OrganizationRegistryRow {
  /** Whose organizations: the owner of the platform key that made them. */
  owner: string;
  name: string;
  /** The idempotency key of the creation. */
  creationKey: string;
  /** SHA-256 of what the creation asked for. */
  payloadHash: Buffer;
  orgId: string;
  /** The time of its test clock at its creation; null follows PostgreSQL's clock. */
  clockAt: Date | null;
  /** The version of the catalog that it is created with. */
  catalogVersion: number;
}

export const OrganizationRegistryEntity = platformEntity<OrganizationRegistryRow>({
  name: "organizationRegistry",
  tableName: "organization_registry",
  columns: {
    owner: { type: "text", primary: true, primaryKeyConstraintName: "organization_registry_pkey" },
    name: { type: "text", primary: true, primaryKeyConstraintName: "organization_registry_pkey" },
    creationKey: { type: "text", update: false },
    payloadHash: { ...hashColumn, update: false },
    orgId: { type: "uuid", update: false },
    clockAt: { ...instantColumn, nullable: true, update: false },
    catalogVersion: { type: "integer", update: false },
  },
  foreignKeys: [
    {
      name: "organization_registry_catalog_fkey",
      target: "catalogVersion",
      columnNames: ["catalogVersion"],
      referencedColumnNames: ["number"],
    },
  ],
  uniques: [
    { name: "organization_registry_creation_key", columns: ["owner", "creationKey"] },
    { name: "organization_registry_org_key", columns: ["orgId"] },
  ],
});
