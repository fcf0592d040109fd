import type { Catalog } from "./catalog.ts";
import type { CheckedCatalog } from "./checked-catalog.ts";
import { parseCatalog } from "./parse-catalog.ts";

/**
 * Defines a platform's catalog in code, and keeps the literal type of every id, price and word.
 * @returns the same catalog, checked and frozen
 * @throws RangeError with the path of every error; most errors do not compile either
 * @source docs/rules.md#catalog-types
 */
export function defineCatalog<const C extends Catalog>(catalog: C & CheckedCatalog<C>): C {
  const parsed = parseCatalog(catalog);
  if (parsed.ok) return parsed.value as C;
  const wrong = parsed.error.map(({ path, message }) => `  ${path}: ${message}`);
  throw new RangeError(`The catalog is not valid:\n${wrong.join("\n")}`);
}
