import { checks, hashColumn, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** Values that must be unique over all organizations of an owner: the name, and the key of the creation. */
export interface OrganizationRegistryRow {
  /** The owner of the platform key that created the organization. */
  owner: string;
  name: string;
  /** The idempotency key of the creation. */
  creationKey: string;
  /** SHA-256 of the creation's input. */
  payloadHash: Buffer;
  orgId: string;
  /** The time of the test clock at the creation. Null means that the organization follows PostgreSQL's clock. */
  clockAt: Date | null;
  /** The catalog version at the creation. */
  catalogVersion: number;
  /** The plan with which the organization begins. */
  plan: string;
  /** The person who created it, its first owner. */
  ownerPerson: string | null;
  /** The address of the invited owner, until the invitation is written in the organization's home. */
  ownerEmail: string | null;
  /** The cell where it lives; null means the first cell. */
  cell: string | null;
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
    plan: { type: "text", update: false },
    ownerPerson: { type: "uuid", nullable: true, update: false },
    ownerEmail: { type: "text", nullable: true },
    cell: { type: "text", nullable: true },
  },
  foreignKeys: [
    {
      name: "organization_registry_catalog_fkey",
      target: "catalogVersion",
      columnNames: ["catalogVersion"],
      referencedColumnNames: ["number"],
    },
    {
      name: "organization_registry_cell_fkey",
      target: "listedCell",
      columnNames: ["cell"],
      referencedColumnNames: ["name"],
    },
  ],
  checks: checks("organization_registry_one_owner"),
  indices: [{ name: "organization_registry_cell_idx", columns: ["cell", "orgId"], where: "cell IS NOT NULL" }],
  uniques: [
    { name: "organization_registry_creation_key", columns: ["owner", "creationKey"] },
    { name: "organization_registry_org_key", columns: ["orgId"] },
  ],
});
