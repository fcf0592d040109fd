import { AMOUNT_MESSAGES, parseRate, parseUsd, RATE_MESSAGES, showUsd } from "@scrip/domain/money";
import type { ShownPrice } from "@scrip/domain/usage/prices";
import { type Cost, costOf } from "../../../words/cost-words.ts";
import { rateWords } from "../../../words/rate-words.ts";

/** A cost that a text describes: a plain rate, or a price shape. */
type TypedCost =
  | { readonly rateNanos: string; readonly priceShape: null }
  | { readonly rateNanos: null; readonly priceShape: ShownPrice };

const MOST_UNITS = 1_000_000_000_000;

/**
 * Reads a price that an operator types.
 * @param text `3.99`, `4.00 up to 100, 3.00`, `volume: 4.00 up to 100, 3.00` or `0.50 per 1000`, each perhaps followed by
 *   `at least 10.00`
 * @returns the cost, or what is wrong with the text
 */
export function parsePriceText(text: string): TypedCost | string {
  const [, body = "", least] = /^(.*?)(?:[,;]?\s*at least\s+(\S+))?$/.exec(text.trim()) ?? [];
  const minimum = least === undefined ? 0n : parseUsd(least);
  if (typeof minimum === "string") return `The least price ${AMOUNT_MESSAGES[minimum]}.`;
  const package_ = /^(\S+)\s+per\s+(\d{1,13})$/.exec(body);
  if (package_ !== null) return packageOf(package_[1] ?? "", Number(package_[2]), minimum);
  const isVolume = /^volume\s*:/.test(body);
  const tiers = tiersOf(body.replace(/^volume\s*:\s*/, ""));
  if (typeof tiers === "string") return tiers;
  const [first] = tiers;
  if (tiers.length === 1 && first !== undefined && least === undefined)
    return { rateNanos: first.rateNanos, priceShape: null };
  const kind = isVolume ? "volume" : "graduated";
  return { rateNanos: null, priceShape: { kind, tiers, size: null, perPackage: null, minimum: String(minimum) } };
}

/** Writes a cost as an operator would type it. */
export function costText(cost: Cost): string {
  if (costOf(cost) === null) return "";
  const { rateNanos, priceShape } = cost;
  return priceShape === null ? rateWords(rateNanos ?? "0").slice(1) : shapeText(priceShape);
}

function shapeText({ kind, tiers, size, perPackage, minimum }: ShownPrice): string {
  const dollars = (micros: string): string => showUsd(BigInt(micros), "exact").slice(1).replaceAll(",", "");
  const least = minimum === "0" ? "" : `, at least ${dollars(minimum)}`;
  if (kind === "package") return `${dollars(perPackage ?? "0")} per ${size}${least}`;
  const parts = tiers.map(({ upTo, rateNanos }) => {
    const rate = rateWords(rateNanos).slice(1).replaceAll(",", "");
    return upTo === null ? rate : `${rate} up to ${upTo}`;
  });
  return `${kind === "volume" ? "volume: " : ""}${parts.join(", ")}${least}`;
}

function packageOf(price: string, size: number, minimum: bigint): TypedCost | string {
  const amount = parseUsd(price);
  if (typeof amount === "string") return `The price ${AMOUNT_MESSAGES[amount]}.`;
  if (size < 1 || size > MOST_UNITS) return "A package has at least one unit, and at most a million millions.";
  const perPackage = String(amount);
  return { rateNanos: null, priceShape: { kind: "package", tiers: [], size, perPackage, minimum: String(minimum) } };
}

function tiersOf(text: string): ShownPrice["tiers"] | string {
  const tiers: { upTo: number | null; rateNanos: string }[] = [];
  const parts = text.split(/\s*[,;]\s*(?:then\s+)?/);
  let before = 0;
  for (const [index, part] of parts.entries()) {
    const [, rateText = part, end] = /^(\S+)(?:\s+up to\s+(\d{1,13}))?$/.exec(part) ?? [];
    const rate = parseRate(rateText);
    if (typeof rate === "string") return `The price ${RATE_MESSAGES[rate]}.`;
    const upTo = end === undefined ? null : Number(end);
    if ((upTo === null) !== (index === parts.length - 1))
      return "Each tier but the last says where it ends, such as 4.00 up to 100, 3.00.";
    if (upTo !== null && (upTo <= before || upTo > MOST_UNITS)) return `A tier must end above ${before}.`;
    before = upTo ?? before;
    tiers.push({ upTo, rateNanos: String(rate) });
  }
  return tiers;
}
