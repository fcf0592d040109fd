import type { UnitCost } from "../usage/prices/index.ts";
import type { Catalog } from "./catalog.ts";
import { compileCatalog, type PricedPolicy } from "./compile-catalog.ts";
import type { KindOfWork } from "./vocabulary.ts";

/**
 * Finds what a resource costs by the catalog.
 * @returns a rate in nano-USD per unit or a price shape, or `undefined` for a resource that the catalog does not have
 *   or that only a contract prices
 */
export function costIn(catalog: Catalog, resource: string): UnitCost | undefined {
  return compileCatalog(catalog).resources.get(resource)?.cost;
}

/** Whether the catalog has the resource and sells it for the kind of work. */
export function isSoldFor(catalog: Catalog, resource: string, kind: string): boolean {
  return compileCatalog(catalog).resources.get(resource)?.kinds.has(kind) ?? false;
}

/**
 * Finds the policy by which a kind of work is admitted, held, charged and ended.
 * @returns the policy with amounts in micro-USD; `undefined` only if the word is not a kind of work
 */
export function policyFor(catalog: Catalog, kind: KindOfWork): PricedPolicy;
export function policyFor(catalog: Catalog, kind: string): PricedPolicy | undefined;
export function policyFor(catalog: Catalog, kind: string): PricedPolicy | undefined {
  return compileCatalog(catalog).policies.get(kind);
}
