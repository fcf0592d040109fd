import { canonicalPrice, parseCanonicalPrice, type UnitCost } from "@scrip/domain/usage/prices";

/** What a unit costs by resource, as JSON: a rate in digits of nano-USD, or the text of a price shape. */
export type StoredRates = Record<string, string>;

/** Reads what a unit of a resource costs. */
export function toUnitCost(stored: string): UnitCost {
  return stored.startsWith("{") ? parseCanonicalPrice(stored) : BigInt(stored);
}

/** Writes what a unit of each resource costs. */
export function toStoredRates(rates: Readonly<Record<string, UnitCost>>): StoredRates {
  const stored = Object.entries(rates).map(([resource, cost]) => [
    resource,
    typeof cost === "bigint" ? String(cost) : canonicalPrice(cost),
  ]);
  return Object.fromEntries(stored);
}
