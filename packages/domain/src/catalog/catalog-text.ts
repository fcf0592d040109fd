import type { Catalog } from "./catalog.ts";

/**
 * Writes a catalog as canonical JSON, which is hashed for a published version. The same catalog gives the same
 * text, for any order of keys in code or in the database.
 * @returns JSON without spaces, keys sorted by UTF-16 code units, lists in their own order (RFC 8785; a catalog
 *   has only whole numbers and well-formed texts, as it requires)
 * @source docs/rules.md#catalog-text
 */
export function catalogText(catalog: Catalog): string {
  return canonicalText(catalog);
}

/** Writes a value of a catalog as canonical JSON. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalText(each)}`).join(",")}}`;
}
