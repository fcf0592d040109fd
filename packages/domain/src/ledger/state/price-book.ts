import { type Catalog, type Charging, compileCatalog, type PricedPolicy } from "../../catalog/index.ts";
import type { OrgLedger } from "./state.ts";
import type { PriceBook, PriceBooks, WorkPolicy } from "./terms.ts";

/**
 * Builds the price book that the ledger reads from a published version of the catalog.
 * @source docs/rules.md#price-book
 */
export function priceBook(version: number, catalog: Catalog): PriceBook {
  const { resources, policies, limits } = compileCatalog(catalog);
  const work = new Map([...policies].map(([kind, policy]) => [kind, workPolicy(policy, limits.silenceMs)]));
  return {
    version,
    catalog,
    expiringMs: limits.expiringMs,
    staffActLimit: limits.staffAct,
    rateOf: (resource) => resources.get(resource)?.rate,
    isSoldFor: (resource, kind) => resources.get(resource)?.kinds.has(kind) ?? false,
    policyOf: (kind) => work.get(kind),
  };
}

/**
 * The price book of one organization: the prices of its contract in force come before those of the catalog.
 * @source docs/rules.md#contracts
 */
export function bookOf(
  { catalogVersion, contractRates }: Pick<OrgLedger, "catalogVersion" | "contractRates">,
  books: PriceBooks,
): PriceBook {
  const book = books(catalogVersion);
  if (contractRates === null) return book;
  return { ...book, rateOf: (resource) => contractRates.get(resource) ?? book.rateOf(resource) };
}

function workPolicy(policy: PricedPolicy, silenceMs: number): WorkPolicy {
  const { admission, reserve, charging, atZero, byEndState, capAtEstimate } = policy;
  return {
    admission,
    reserve: reserve === "whole_job" ? "whole_job" : "next_epoch",
    runsAsJobs: reserve !== "none",
    chargeEveryMs: chargeEveryMs(charging),
    atZero,
    byEndState,
    capAtEstimate,
    silenceMs,
  };
}

const MINUTE_MS = 60_000;

/** How much chargeable time of a job a settle leaves uncharged, in milliseconds. */
function chargeEveryMs(charging: Charging): number {
  if (charging.kind === "epoch") return 0;
  if (charging.kind === "interval") return charging.minutes * MINUTE_MS;
  return charging.kind === "daily" ? 24 * 60 * MINUTE_MS : Number.POSITIVE_INFINITY;
}
