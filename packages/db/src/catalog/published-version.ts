import { createHash } from "node:crypto";
import type { PlatformSource } from "../connection/home-source.ts";
import { CatalogVersionEntity } from "./catalog-version.entity.ts";

/**
 * The number under which a catalog is published; `null` if it is not.
 * @param text the catalog in its canonical form (`catalogText` of the domain)
 */
export async function publishedVersion(platform: PlatformSource, text: string): Promise<number | null> {
  const hash = createHash("sha256").update(text, "utf8").digest();
  const version = await platform.repository(CatalogVersionEntity).findOneBy({ hash });
  return version?.number ?? null;
}
