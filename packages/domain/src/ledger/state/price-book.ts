import { type Catalog, type Charging, compileCatalog, type PricedPolicy } from "../../catalog/index.ts";
import { UNIT_OF_KIND } from "../../catalog/vocabulary.ts";
import type { Instant } from "./ids.ts";
import type { OrgLedger } from "./state.ts";
import type { PriceBook, PriceBooks, WorkPolicy } from "./terms.ts";
import { contractRatesAt, versionAt } from "./usage.ts";

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
    costOf: (resource) => resources.get(resource)?.cost,
    isSoldFor: (resource, kind) => resources.get(resource)?.kinds.has(kind) ?? false,
    policyOf: (kind) => work.get(kind),
    unitOf: (resource) => resources.get(resource)?.unit,
    policyOfUnit: (unit) => {
      const policy = [...work].find(([kind]) => UNIT_OF_KIND[kind as keyof typeof UNIT_OF_KIND] === unit)?.[1];
      if (policy === undefined) throw new Error(`the catalog has no policy for work by the unit ${unit}`);
      return policy;
    },
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
  return { ...book, costOf: (resource) => contractRates.get(resource) ?? book.costOf(resource) };
}

/**
 * The price book of one organization at an instant that may lie in the past: the catalog version that it had then, and
 * the prices of the contract that was in force.
 * @source docs/rules.md#price-of-usage
 */
export function bookAt(ledger: OrgLedger, books: PriceBooks, at: Instant): PriceBook {
  const prices = ledger.usage?.prices ?? null;
  if (prices === null) return bookOf(ledger, books);
  const catalogVersion = versionAt(prices, at) ?? ledger.catalogVersion;
  return bookOf({ catalogVersion, contractRates: contractRatesAt(prices, at) }, books);
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
    settleEveryMs: charging.kind === "interval" ? charging.minutes * MINUTE_MS : null,
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
