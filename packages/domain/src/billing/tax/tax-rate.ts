import { decimalDigits, scaled } from "../../money/decimal-digits.ts";
import type { Micros } from "../../money/index.ts";
import { type Share, taxOn } from "./tax.ts";

/** A tax that the seller collects, as an operator enters it. */
export interface TaxRate {
  /** What documents call it: `"VAT"`. */
  readonly title: string;
  /** The country whose tax it is, by ISO 3166-1: `"DE"`. */
  readonly country: string;
  /** Decimal text, at most four decimals: `"19"`, `"8.875"`. */
  readonly percent: string;
}

const MOST_DECIMALS = 4;
const MOST: Share = 1_000_000n;

/**
 * Reads a percentage.
 * @param percent decimal digits, at most four after the point, from 0 to 100
 * @returns millionths, or `undefined` for any other text
 */
export function parsePercent(percent: string): Share | undefined {
  const digits = decimalDigits(percent);
  if (digits === undefined || digits.isNegative || (digits.decimals ?? "").length > MOST_DECIMALS) return undefined;
  const share = scaled(digits, MOST_DECIMALS);
  return share === undefined || share > MOST ? undefined : share;
}

/** What is taxed: a net amount, and the tax that applies to it. */
export interface Taxed {
  /** Micro-USD in whole cents. */
  readonly net: Micros;
  /** `null` for what is not taxed. */
  readonly rate: TaxRate | null;
}

/** One tax of a document: the sum of the lines that it applies to, and their tax. In micro-USD, whole cents. */
export interface TaxLine extends TaxRate {
  readonly net: Micros;
  readonly tax: Micros;
}

/** The sums of a document in micro-USD, whole cents. `gross` is what is paid. */
export interface TaxedTotal {
  readonly net: Micros;
  readonly tax: Micros;
  readonly gross: Micros;
  /** One line for each rate, in the order of first use. */
  readonly lines: readonly TaxLine[];
}

/**
 * Adds up a document. Each rate is rounded once, on the sum of its lines.
 * @throws RangeError for a rate whose percentage is not valid
 * @source docs/rules.md#tax
 */
export function taxTotal(items: readonly Taxed[]): TaxedTotal {
  const sums = new Map<string, { rate: TaxRate; net: Micros }>();
  for (const { net, rate } of items) {
    if (rate === null) continue;
    const key = JSON.stringify([rate.country, rate.title, rate.percent]);
    sums.set(key, { rate, net: (sums.get(key)?.net ?? 0n) + net });
  }
  const lines = [...sums.values()].map(({ rate, net }) => ({ ...rate, net, tax: taxOn(net, shareOf(rate)) }));
  const net = items.reduce((sum, item) => sum + item.net, 0n);
  const tax = lines.reduce((sum, line) => sum + line.tax, 0n);
  return { net, tax, gross: net + tax, lines };
}

function shareOf({ percent }: TaxRate): Share {
  const share = parsePercent(percent);
  if (share === undefined) throw new RangeError(`"${percent}" is not a percentage from 0 to 100`);
  return share;
}
