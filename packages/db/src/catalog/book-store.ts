import { parseCatalog } from "@scrip/domain/catalog";
import { type PriceBook, priceBook } from "@scrip/domain/ledger";
import { InvariantError } from "../connection/errors.ts";
import type { Books } from "../ledger/run-batch.ts";

/**
 * Caches the published catalogs as price books. A version never changes, so a process reads each version once.
 * @param readCatalog returns the canonical text of a published version, or `null` if there is no such version
 */
export function bookStore(readCatalog: (version: number) => Promise<string | null>): Books {
  const books = new Map<number, PriceBook>();
  return {
    ensure: async (versions) => {
      for (const version of versions) {
        if (books.has(version)) continue;
        const text = await readCatalog(version);
        const catalog = text === null ? null : parseCatalog(JSON.parse(text));
        if (catalog === null || !catalog.ok) throw new InvariantError(`catalog version ${version} cannot be read`);
        books.set(version, priceBook(version, catalog.value));
      }
    },
    book: (version) => {
      const book = books.get(version);
      if (book === undefined) throw new InvariantError(`catalog version ${version} was not loaded`);
      return book;
    },
  };
}
