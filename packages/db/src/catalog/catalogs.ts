import { createHash } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import type { DataSource, EntityManager } from "typeorm";
import { ADVISORY_LOCKS } from "../connection/advisory-locks.ts";
import { CatalogVersionEntity } from "./catalog-version.entity.ts";

const loaded = new WeakMap<DataSource, Map<number, Promise<string>>>();

/**
 * Publishes a catalog: a text that is not yet published becomes the next version. Safe to run twice
 * and at once.
 * @param text the catalog in its one written form (`catalogText` of the domain); versions differ by its bytes
 * @returns the number of the version with this text
 */
export async function publishCatalog(
  database: DataSource | EntityManager,
  text: string,
  now: Instant,
): Promise<number> {
  const hash = createHash("sha256").update(text, "utf8").digest();
  return database.transaction(async (manager) => {
    // Numbers follow each other without gaps, so two catalogs are not published at the same time.
    await manager.query("SELECT pg_advisory_xact_lock($1, $2)", [...ADVISORY_LOCKS.publishCatalog]);
    const known = await manager.findOneBy(CatalogVersionEntity, { hash });
    if (known !== null) return known.number;
    const rows: { number: number }[] = await manager.query(
      `INSERT INTO catalog_versions (number, hash, catalog, published_at)
        SELECT coalesce(max(number), 0) + 1, $1, $2, $3 FROM catalog_versions RETURNING number`,
      [hash, text, new Date(now)],
    );
    return (rows[0] as { number: number }).number;
  });
}

/**
 * The text of a published catalog. Versions never change, so each is read once per data source.
 * @throws Error for a number that is not published
 */
export function loadCatalog(dataSource: DataSource, number: number): Promise<string> {
  const texts = loaded.get(dataSource) ?? new Map<number, Promise<string>>();
  loaded.set(dataSource, texts);
  const known = texts.get(number);
  if (known !== undefined) return known;
  const text = readCatalog(dataSource, number);
  texts.set(number, text);
  // What failed now may be published, or reachable, the next time.
  text.catch(() => texts.delete(number));
  return text;
}

async function readCatalog(dataSource: DataSource, number: number): Promise<string> {
  const row = await dataSource.manager.findOneBy(CatalogVersionEntity, { number });
  if (row === null) throw new Error(`Catalog version ${number} is not published.`);
  return row.catalog;
}
