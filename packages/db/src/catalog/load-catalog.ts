import type { OrganizationsSource } from "../connection/home-source.ts";
import { acrossOrganizations, isAway } from "../connection/in-home.ts";
import { CatalogCopyEntity } from "./catalog-copy.entity.ts";

const loaded = new WeakMap<OrganizationsSource, Map<number, Promise<string>>>();

/**
 * Returns the text of a published catalog, from a copy in a cell. A version never changes, so each source reads it once. A
 * cell that is away, or does not have its copy yet, is left out.
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

async function readCatalog({ cells }: OrganizationsSource, number: number): Promise<string> {
  let failure: unknown = new Error(`Catalog version ${number} is not published.`);
  for (const cell of cells) {
    try {
      const row = await acrossOrganizations(cell, (tx) => tx.repository(CatalogCopyEntity).findOneBy({ number }));
      if (row !== null) return row.catalog;
    } catch (error) {
      if (!isAway(error)) throw error;
      failure = error;
    }
  }
  throw failure;
}
