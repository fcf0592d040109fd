import type { Catalog } from "./catalog.ts";

/**
 * Writes a catalog as canonical JSON, from which a published version is hashed: the same catalog
 * gives the same text, in whatever order its keys were written or a database kept them.
 * @returns JSON without spaces, keys sorted by UTF-16 code units, lists in their own order (RFC 8785,
 *   which the whole numbers and well-formed texts of a catalog meet)
 * @source DESIGN 2: organizations are checked against a published version
 */
export function catalogText(catalog: Catalog): string {
  return canonical(catalog);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}
