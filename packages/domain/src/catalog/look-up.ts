import type { Nanos } from "../money/index.ts";
import type { Catalog } from "./catalog.ts";
import { compileCatalog, type PricedPolicy } from "./compile-catalog.ts";
import type { KindOfWork } from "./vocabulary.ts";

/**
 * Finds the list price of a resource.
 * @returns nano-USD per unit, or `undefined` for a resource that the catalog does not have or that
 *   only a contract prices
 */
export function rateOf(catalog: Catalog, resource: string): Nanos | undefined {
  return compileCatalog(catalog).resources.get(resource)?.rate;
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
