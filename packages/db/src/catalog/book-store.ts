import { type Catalog, parseCatalog } from "@scrip/domain/catalog";
import { type PriceBook, priceBook } from "@scrip/domain/ledger";
import { InvariantError } from "../connection/errors.ts";
import type { Query } from "../connection/query.ts";
import type { Books } from "../ledger/run-batch.ts";

/** The published catalogs, as the ledger and as plans read them. */
export interface BookStore extends Books {
  /**
   * The catalog of a published version.
   * @param query of the caller's transaction, if it has one: it reads a version that is not cached
   * @throws InvariantError if there is none, or it cannot be read
   */
  readonly catalogOf: (version: number, query?: Query) => Promise<Catalog>;
}

/**
 * Caches the published catalogs and their price books. A version never changes, so a process reads each version once.
 * A transaction reads on its own connection: if many transactions waited for a second one, none of them would get it.
 * @param readCatalog returns the canonical text of a published version, or `null` if there is no such version
 */
export function bookStore(readCatalog: (version: number) => Promise<string | null>): BookStore {
  const kept = new Map<number, { readonly catalog: Catalog; readonly book: PriceBook }>();
  const read = async (version: number, query?: Query) => {
    const known = kept.get(version);
    if (known !== undefined) return known;
    const text = query === undefined ? await readCatalog(version) : await readWithin(query, version);
    const catalog = text === null ? null : parseCatalog(JSON.parse(text));
    if (catalog === null || !catalog.ok) throw new InvariantError(`catalog version ${version} cannot be read`);
    const made = { catalog: catalog.value, book: priceBook(version, catalog.value) };
    kept.set(version, made);
    return made;
  };
  return {
    ensure: async (versions, query) => {
      for (const version of versions) if (!kept.has(version)) await read(version, query);
    },
    book: (version) => {
      const book = kept.get(version)?.book;
      if (book === undefined) throw new InvariantError(`catalog version ${version} was not loaded`);
      return book;
    },
    catalogOf: async (version, query) => (await read(version, query)).catalog,
  };
}

async function readWithin(query: Query, version: number): Promise<string | null> {
  const text = "SELECT catalog FROM catalog_copies WHERE number = $1";
  const [row] = await query({ text, values: [version] });
  return row === undefined ? null : String(row.catalog);
}
