import { publishedVersion } from "@scrip/db/catalog";
import type { PlatformSource } from "@scrip/db/connection";
import { type Catalog, catalogText } from "@scrip/domain/catalog";

/**
 * Finds the published version of the catalog that a process is deployed with. The API publishes it when it starts; a
 * version that was published for later, or for another deployment, does not count.
 * @returns a function that looks until the version is there, and then knows it
 */
export function deployedCatalog(platform: PlatformSource, catalog: Catalog): () => Promise<number> {
  const text = catalogText(catalog);
  let known: number | null = null;
  return async () => {
    known ??= await publishedVersion(platform, text);
    if (known === null)
      throw new Error(`The catalog "${catalog.name}" is not published: start the API with the same SCRIP_CATALOG.`);
    return known;
  };
}
