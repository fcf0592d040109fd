import { type Catalog, compileCatalog, type PricedPolicy } from "../../catalog/index.ts";
import type { PriceBook, WorkPolicy } from "./terms.ts";

/**
 * Builds the price book that the ledger reads from a published version of the catalog.
 * @source docs/rules.md#price-book
 */
export function priceBook(version: number, catalog: Catalog): PriceBook {
  const { resources, policies, limits } = compileCatalog(catalog);
  const work = new Map([...policies].map(([kind, policy]) => [kind, workPolicy(policy, limits.silenceMs)]));
  return {
    version,
    expiringMs: limits.expiringMs,
    rateOf: (resource) => resources.get(resource)?.rate,
    isSoldFor: (resource, kind) => resources.get(resource)?.kinds.has(kind) ?? false,
    policyOf: (kind) => work.get(kind),
  };
}

function workPolicy(policy: PricedPolicy, silenceMs: number): WorkPolicy {
  const { admission, reserve, atZero, byEndState, capAtEstimate } = policy;
  return {
    marginMilli: admission.marginMilli,
    minimum: admission.minimum,
    reserve: reserve === "whole_job" ? "whole_job" : "next_epoch",
    runsAsJobs: reserve !== "none" && atZero.kind === "pause",
    byEndState,
    capAtEstimate,
    silenceMs,
  };
}
