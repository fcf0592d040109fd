import { type Catalog, CONTRACT_RATE, type KindOfWork } from "@scrip/domain/catalog";

export const PROJECTS = ["atlas", "vision", "speech", "ranking"];
export const MEMBERS = ["ada", "ben", "chen", "dina"];

/** The resources of a catalog that anyone can use for a kind of work. */
export function resourcesFor(catalog: Catalog, kind: KindOfWork): string[] {
  return Object.entries(catalog.resources)
    .filter(([, resource]) => resource.rate !== CONTRACT_RATE && (resource.kinds as readonly string[]).includes(kind))
    .map(([id]) => id);
}
