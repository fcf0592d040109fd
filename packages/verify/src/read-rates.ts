import { type Cells, whole } from "./read.ts";
import type { Rates } from "./rows.ts";

export const RATES = "SELECT number, catalog FROM catalog_copies";

/** Reads what a unit costs in every catalog. A catalog without readable rates is left out: `checkCatalogs` reports it. */
export async function readRates(
  stream: (sql: string, onRow: (row: Cells) => void) => Promise<void>,
  sql: string,
): Promise<Rates> {
  const rates = new Map<number, Map<string, string>>();
  await stream(sql, ([number, catalog]) => {
    const found = ratesIn(catalog ?? "");
    if (found !== null) rates.set(whole(number), found);
  });
  return rates;
}

interface ResourceJson {
  readonly rate?: string;
  readonly price?: {
    readonly kind: string;
    readonly tiers?: readonly { readonly upTo?: number; readonly rate: string }[];
    readonly size?: number;
    readonly price?: string;
    readonly minimum?: string;
  };
}

/** @returns what a unit costs by resource; `null` if the text is no catalog */
function ratesIn(catalog: string): Map<string, string> | null {
  try {
    const { resources } = JSON.parse(catalog) as { resources?: Record<string, ResourceJson> };
    if (resources === undefined) return null;
    return new Map(
      Object.entries(resources).flatMap(([id, resource]) =>
        [costOf(resource)].flatMap((cost) => (cost === null ? [] : [[id, cost]])),
      ),
    );
  } catch {
    return null;
  }
}

function costOf({ rate, price }: ResourceJson): string | null {
  if (price !== undefined) return shapeText(price);
  return typeof rate === "string" && /^\d+(\.\d{1,9})?$/.test(rate) ? scaled(rate, 9) : null;
}

/** The text of a price shape as jobs store it, made by code of its own. */
function shapeText({ kind, tiers, size, price, minimum }: NonNullable<ResourceJson["price"]>): string {
  const least = `"minimum":"${minimum === undefined ? 0 : scaled(minimum, 6)}"`;
  if (kind === "package") return `{"kind":"package",${least},"price":"${scaled(price ?? "", 6)}","size":"${size}"}`;
  const each = (tiers ?? []).map(
    ({ upTo, rate }) => `{"rate":"${scaled(rate, 9)}","upTo":${upTo === undefined ? "null" : `"${upTo}"`}}`,
  );
  return `{"kind":"${kind}",${least},"tiers":[${each.join(",")}]}`;
}

/** Dollars as decimal text, in parts with so many decimals. */
function scaled(dollars: string, places: number): string {
  const [whole = "0", fraction = ""] = dollars.split(".");
  return String(BigInt(whole + fraction.padEnd(places, "0")));
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
