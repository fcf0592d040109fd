import { type Catalog, costIn, isSoldFor } from "@scrip/domain/catalog";
import type { ResourceCheck } from "./parse-line.ts";

/** Makes a check against a catalog. All jobs of a trace are training work. */
export function resourceCheckOf(catalog: Catalog): ResourceCheck {
  return (resource) => {
    const name = JSON.stringify(resource);
    if (!Object.hasOwn(catalog.resources, resource)) return `resource ${name} is not in the catalog "${catalog.name}"`;
    if (costIn(catalog, resource) === undefined) return `resource ${name} has no list price`;
    return isSoldFor(catalog, resource, "training") ? null : `resource ${name} is not sold for training`;
  };
}
