import { listVersions } from "@scrip/db/catalog";
import { type Catalog, type CatalogChange, diffCatalogs, parseCatalog } from "@scrip/domain/catalog";
import type { Deps } from "../deps.ts";

const MOST = 100;

/** The published versions, the newest first, each with what it changes against the one before. */
export async function shownVersions({ homes, catalogVersion }: Pick<Deps, "homes" | "catalogVersion">) {
  // One more, to compare the oldest one that is shown.
  const versions = await listVersions(homes.platform, MOST + 1);
  const catalogs = versions.map(({ text }) => readCatalog(text));
  return {
    current: catalogVersion,
    versions: versions.slice(0, MOST).map(({ number, hash, publishedAt, moves }, index) => ({
      version: number,
      name: catalogs[index]?.name ?? "",
      hash,
      publishedAt,
      changes: [...changesOf(catalogs[index + 1], catalogs[index])],
      moves: moves === null ? null : { at: moves.decidedAt, renewalsFrom: moves.renewalsFrom },
    })),
  };
}

/** `undefined` for a version that this version of Scrip cannot read. */
function readCatalog(text: string): Catalog | undefined {
  const parsed = parseCatalog(JSON.parse(text));
  return parsed.ok ? parsed.value : undefined;
}

function changesOf(before: Catalog | undefined, after: Catalog | undefined): readonly CatalogChange[] {
  return before === undefined || after === undefined ? [] : diffCatalogs(before, after);
}
