import type { EntitySchemaOptions } from "typeorm";

type ForeignKey = NonNullable<EntitySchemaOptions<unknown>["foreignKeys"]>[number];

/** The reference of every organization's table to its organization. */
export function toOrganization(name: string): ForeignKey {
  return { name, target: "organization", columnNames: ["orgId"], referencedColumnNames: ["orgId"] };
}

/** The reference to the catalog version whose terms a row has. */
export function toCatalog(name: string): ForeignKey {
  return { name, target: "catalogCopy", columnNames: ["catalogVersion"], referencedColumnNames: ["number"] };
}

/** A reference that stays inside the organization, so the organization is part of it (L28). */
export function withinOrganization(name: string, target: string, column: string, referenced = "id"): ForeignKey {
  return { name, target, columnNames: ["orgId", column], referencedColumnNames: ["orgId", referenced] };
}
