import { checks, instantColumn } from "../connection/columns.ts";
import { organizationEntity, platformEntity } from "../connection/home-entity.ts";

/** The decision that subscribers move to a catalog version at a renewal. It never changes. */
export interface CatalogMoveRow {
  version: number;
  decidedAt: Date;
  /** Renewals at or after this instant move. The time before it is the notice. */
  renewalsFrom: Date;
}

export const CatalogMoveEntity = platformEntity<CatalogMoveRow>({
  name: "catalogMove",
  tableName: "catalog_moves",
  columns: {
    version: { type: "integer", primary: true, primaryKeyConstraintName: "catalog_moves_pkey" },
    decidedAt: { ...instantColumn, update: false },
    renewalsFrom: { ...instantColumn, update: false },
  },
  foreignKeys: [
    {
      name: "catalog_moves_version_fkey",
      target: "catalogVersion",
      columnNames: ["version"],
      referencedColumnNames: ["number"],
    },
  ],
  checks: checks("catalog_moves_notice"),
});

/** The copy of such a decision in the organizations' home, where a renewal reads it. */
export const CatalogMoveCopyEntity = organizationEntity<CatalogMoveRow>({
  name: "catalogMoveCopy",
  tableName: "catalog_move_copies",
  columns: {
    version: { type: "integer", primary: true, primaryKeyConstraintName: "catalog_move_copies_pkey" },
    decidedAt: { ...instantColumn, update: false },
    renewalsFrom: { ...instantColumn, update: false },
  },
  foreignKeys: [
    {
      name: "catalog_move_copies_version_fkey",
      target: "catalogCopy",
      columnNames: ["version"],
      referencedColumnNames: ["number"],
    },
  ],
  checks: checks("catalog_move_copies_notice"),
});
