import { type Catalog, parseCatalog } from "@scrip/domain/catalog";
import { type PriceBook, priceBook } from "@scrip/domain/ledger";
import { InvariantError } from "../connection/errors.ts";
import type { Books } from "../ledger/run-batch.ts";

/** The published catalogs, as the ledger and as plans read them. */
export interface BookStore extends Books {
  /** The catalog of a published version. @throws InvariantError if there is none, or it cannot be read */
  readonly catalogOf: (version: number) => Promise<Catalog>;
}

/**
 * Caches the published catalogs and their price books. A version never changes, so a process reads each version once.
 * @param readCatalog returns the canonical text of a published version, or `null` if there is no such version
 */
export function bookStore(readCatalog: (version: number) => Promise<string | null>): BookStore {
  const kept = new Map<number, { readonly catalog: Catalog; readonly book: PriceBook }>();
  const read = async (version: number) => {
    const known = kept.get(version);
    if (known !== undefined) return known;
    const text = await readCatalog(version);
    const catalog = text === null ? null : parseCatalog(JSON.parse(text));
    if (catalog === null || !catalog.ok) throw new InvariantError(`catalog version ${version} cannot be read`);
    const made = { catalog: catalog.value, book: priceBook(version, catalog.value) };
    kept.set(version, made);
    return made;
  };
  return {
    ensure: async (versions) => {
      for (const version of versions) if (!kept.has(version)) await read(version);
    },
    book: (version) => {
      const book = kept.get(version)?.book;
      if (book === undefined) throw new InvariantError(`catalog version ${version} was not loaded`);
      return book;
    },
    catalogOf: async (version) => (await read(version)).catalog,
  };
}
