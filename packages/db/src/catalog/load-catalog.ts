import type { OrganizationsSource } from "../connection/home-source.ts";
import { inAnyCell } from "../connection/in-home.ts";
import { CatalogCopyEntity } from "./catalog-copy.entity.ts";

const loaded = new WeakMap<OrganizationsSource, Map<number, Promise<string>>>();

/**
 * Returns the text of a published catalog, from the copy in the organizations' home. A version never changes, so each
 * source reads it once.
 * @throws Error if no version with this number is published
 */
export function loadCatalog(organizations: OrganizationsSource, number: number): Promise<string> {
  const texts = loaded.get(organizations) ?? new Map<number, Promise<string>>();
  loaded.set(organizations, texts);
  const known = texts.get(number);
  if (known !== undefined) return known;
  const text = readCatalog(organizations, number);
  texts.set(number, text);
  // Do not cache a failure: the version may be published, or the database reachable, at the next call.
  text.catch(() => texts.delete(number));
  return text;
}

async function readCatalog(organizations: OrganizationsSource, number: number): Promise<string> {
  const row = await inAnyCell(organizations, (tx) => tx.repository(CatalogCopyEntity).findOneBy({ number }));
  if (row === null) throw new Error(`Catalog version ${number} is not published.`);
  return row.catalog;
}
