import { checks, hashColumn, instantColumn } from "../connection/columns.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** The copy of a published catalog in the organizations' home, where the ledger reads it. It never changes. */
export interface CatalogCopyRow {
  number: number;
  /** SHA-256 of `catalog` in UTF-8. */
  hash: Buffer;
  catalog: string;
  publishedAt: Date;
}

export const CatalogCopyEntity = organizationEntity<CatalogCopyRow>({
  name: "catalogCopy",
  tableName: "catalog_copies",
  columns: {
    number: { type: "integer", primary: true, primaryKeyConstraintName: "catalog_copies_pkey" },
    hash: { ...hashColumn, update: false },
    catalog: { type: "text", update: false },
    publishedAt: { ...instantColumn, update: false },
  },
  checks: checks("catalog_copies_hash_size"),
});
