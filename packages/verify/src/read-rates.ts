import { type Cells, text, whole } from "./read.ts";
import type { Rates } from "./rows.ts";

export const RATES = "SELECT number, catalog FROM catalog_copies";

/** Reads the rates of every catalog. A catalog without readable rates is left out: `checkCatalogs` reports it. */
export async function readRates(
  stream: (sql: string, onRow: (row: Cells) => void) => Promise<void>,
  sql: string,
): Promise<Rates> {
  const rates = new Map<number, Map<string, bigint>>();
  await stream(sql, ([number, catalog]) => {
    const found = ratesIn(catalog ?? "");
    if (found !== null) rates.set(whole(number), found);
  });
  return rates;
}

/** @returns the rates by resource in nano-USD; `null` if the text is no catalog */
function ratesIn(catalog: string): Map<string, bigint> | null {
  try {
    const { resources } = JSON.parse(catalog) as { resources?: Record<string, { rate?: string }> };
    if (resources === undefined) return null;
    return new Map(Object.entries(resources).flatMap(([id, { rate }]) => (isRate(rate) ? [[id, nanos(rate)]] : [])));
  } catch {
    return null;
  }
}

function isRate(rate: string | undefined): rate is string {
  return typeof rate === "string" && /^\d+(\.\d{1,9})?$/.test(rate);
}

/** Dollars as decimal text, in nano-dollars. */
function nanos(rate: string): bigint {
  const [whole = "0", fraction = ""] = text(rate).split(".");
  return BigInt(whole + fraction.padEnd(9, "0"));
}

/** @returns how often a catalog charges endpoints, in milliseconds; `null` if it does not meter them by time */
export function settleEveryMs(catalog: string): number | null {
  try {
    const { policies } = JSON.parse(catalog) as {
      policies?: { endpoint?: { charging?: { kind?: string; minutes?: number } } };
    };
    const charging = policies?.endpoint?.charging;
    return charging?.kind === "interval" && charging.minutes !== undefined ? charging.minutes * 60_000 : null;
  } catch {
    return null;
  }
}
