import { checks, hashColumn, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** A published catalog. A version never changes. A different text is a different version. */
export interface CatalogVersionRow {
  number: number;
  /** SHA-256 of `catalog` in UTF-8. */
  hash: Buffer;
  catalog: string;
  publishedAt: Date;
}

export const CatalogVersionEntity = platformEntity<CatalogVersionRow>({
  name: "catalogVersion",
  tableName: "catalog_versions",
  columns: {
    number: { type: "integer", primary: true, primaryKeyConstraintName: "catalog_versions_pkey" },
    hash: { ...hashColumn, update: false },
    catalog: { type: "text", update: false },
    publishedAt: { ...instantColumn, update: false },
  },
  uniques: [{ name: "catalog_versions_hash_key", columns: ["hash"] }],
  checks: checks("catalog_versions_hash_size"),
});
