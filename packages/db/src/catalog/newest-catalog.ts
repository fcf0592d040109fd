import type { PlatformSource } from "../connection/home-source.ts";

/** The number of the catalog that was published last. @throws Error if none is published */
export async function newestCatalogVersion(platform: PlatformSource): Promise<number> {
  const [newest] = await platform.query<{ number: number }[]>(
    "SELECT number FROM catalog_versions ORDER BY number DESC LIMIT 1",
  );
  if (newest === undefined) throw new Error("no catalog is published");
  return newest.number;
}
