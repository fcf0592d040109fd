import { EntitySchema } from "typeorm";
import { hashColumn } from "../connection/columns.ts";

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
}

export const OrganizationRegistryEntity = new EntitySchema<OrganizationRegistryRow>({
  name: "organizationRegistry",
  tableName: "organization_registry",
  columns: {
    owner: { type: "text", primary: true, primaryKeyConstraintName: "organization_registry_pkey" },
    name: { type: "text", primary: true, primaryKeyConstraintName: "organization_registry_pkey" },
    creationKey: { type: "text", update: false },
    payloadHash: { ...hashColumn, update: false },
    orgId: { type: "uuid", update: false },
  },
  uniques: [
    { name: "organization_registry_creation_key", columns: ["owner", "creationKey"] },
    { name: "organization_registry_org_key", columns: ["orgId"] },
  ],
});
