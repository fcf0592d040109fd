import { showUsd } from "@scrip/domain/money";
import { priceOfShown, type ShownPrice, type UnitCost } from "@scrip/domain/usage/prices";
import { rateWords } from "./rate-words.ts";
import { type KindOfWork, UNIT_WORDS, type Unit } from "./unit-words.ts";

/** What a unit of a resource costs: a plain rate in digits of nano-USD, or a price shape. */
export interface Cost {
  readonly rateNanos: string | null;
  readonly priceShape: ShownPrice | null;
}

const UNITS: Readonly<Record<Unit, string>> = { hour: "hours", "gb-month": "GB", gb: "GB", each: "pieces" };

/** What is priced together: a job, or the usage of a month. */
const SPAN: Readonly<Record<Unit, string>> = { hour: "a job", "gb-month": "a month", gb: "a month", each: "a month" };

/** What the kinds of work of a resource are priced over: training over a job, everything else over a month. */
export function spanOf(kinds: readonly KindOfWork[]): string {
  if (!kinds.includes("training")) return "a month";
  return kinds.length === 1 ? "a job" : "a job, or a month of endpoints";
}

/** What a unit costs, for calculations; `null` if only a contract prices it. */
export function costOf({ rateNanos, priceShape }: Cost): UnitCost | null {
  if (priceShape !== null) return priceOfShown(priceShape);
  return rateNanos === null ? null : BigInt(rateNanos);
}

/** The prices that a contract agrees, by resource. */
export function costsIn(contract: {
  readonly rates: Readonly<Record<string, string>>;
  readonly priceShapes: Readonly<Record<string, ShownPrice>>;
}): readonly (readonly [resource: string, cost: Cost])[] {
  return [
    ...Object.entries(contract.rates).map(([id, rateNanos]) => [id, { rateNanos, priceShape: null }] as const),
    ...Object.entries(contract.priceShapes).map(([id, priceShape]) => [id, { rateNanos: null, priceShape }] as const),
  ];
}

/** Whether two costs are the same. */
export function isSameCost(a: Cost, b: Cost): boolean {
  return a.rateNanos === b.rateNanos && JSON.stringify(a.priceShape) === JSON.stringify(b.priceShape);
}

/**
 * A cost in one line: `$3.99 per hour`, or the lines of its shape with commas.
 * @param span what is priced together; by the hour, that of a job unless it is said
 */
export function costWords({ rateNanos, priceShape }: Cost, unit: Unit, span?: string): string {
  if (priceShape !== null) return shapeLines(priceShape, unit, span).join(", ");
  return rateNanos === null ? "by contract" : `${rateWords(rateNanos)} ${UNIT_WORDS[unit]}`;
}

/**
 * A price shape, one line for each tier: `$4.00 per hour up to 100 hours`, `then $3.00`, `at least $5.00 a job`.
 * @param span what is priced together; by the hour, that of a job unless it is said
 */
export function shapeLines(
  { kind, tiers, size, perPackage, minimum }: ShownPrice,
  unit: Unit,
  span: string = SPAN[unit],
): readonly string[] {
  const least = minimum === "0" ? [] : [`at least ${showUsd(BigInt(minimum), "exact")} ${span}`];
  if (kind === "package") {
    const price = showUsd(BigInt(perPackage ?? "0"), "exact");
    return [`${price} per ${(size ?? 1).toLocaleString("en-US")} ${UNITS[unit]}, begun ones in full`, ...least];
  }
  const lines = tiers.map(({ upTo, rateNanos }, index) => {
    const rate = index === 0 ? `${rateWords(rateNanos)} ${UNIT_WORDS[unit]}` : rateWords(rateNanos);
    if (upTo === null) return index === 0 ? rate : kind === "volume" ? `${rate} for all above that` : `then ${rate}`;
    const end = `${upTo.toLocaleString("en-US")} ${UNITS[unit]}`;
    return kind === "volume" && index > 0 ? `${rate} for all up to ${end}` : `${rate} up to ${end}`;
  });
  return [...lines, ...least];
}
