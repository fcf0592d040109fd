import { KINDS_OF_WORK, UNIT_OF_KIND } from "@scrip/domain/catalog";
import { listPrice } from "@scrip/domain/list-price";
import type { Catalog, CatalogResource } from "../../data/catalog.ts";
import { type Cost, costOf, isSameCost } from "../../words/cost-words.ts";
import type { KindOfWork } from "../../words/unit-words.ts";

/** A resource with the price that the reader pays. */
export interface PriceRow extends Pick<CatalogResource, "resource" | "title" | "unit" | "kinds"> {
  /** What a unit costs; `null` if only a contract prices it and the reader has none. */
  readonly cost: Cost | null;
  /** The catalog's price, if a contract has another one. */
  readonly listCost: Cost | null;
  readonly isByContract: boolean;
  /** How much of it the plans include, such as `Free 100 GB`. */
  readonly included: readonly { readonly plan: string; readonly amount: number | string }[];
}

/** The resources of a catalog with the prices that apply to the reader. */
export function priceRows({ resources, plans }: Pick<Catalog, "resources" | "plans">): PriceRow[] {
  return resources.map(({ resource, title, unit, kinds, isByContract, includedBy, ...prices }) => {
    const cost = { rateNanos: prices.rateNanos, priceShape: prices.priceShape };
    const list = { rateNanos: prices.listRateNanos, priceShape: prices.listPriceShape };
    return {
      resource,
      title,
      unit,
      kinds,
      cost: hasPrice(cost) ? cost : null,
      listCost: hasPrice(list) && !isSameCost(list, cost) ? list : null,
      isByContract,
      included: includedBy === null ? [] : plans.flatMap((plan) => amountOf(plan, includedBy)),
    };
  });
}

const hasPrice = (cost: Cost): boolean => costOf(cost) !== null;

function amountOf({ title, entitlements }: Catalog["plans"][number], limit: string) {
  const amount = entitlements[limit];
  return typeof amount === "number" || amount === "unlimited" ? [{ plan: title, amount }] : [];
}

/** The rows of each kind of work that has any, in the order of the kinds. A row is in each kind that it is sold for. */
export function rowsByKind(rows: readonly PriceRow[]): { readonly kind: KindOfWork; readonly rows: PriceRow[] }[] {
  return KINDS_OF_WORK.map((kind) => ({ kind, rows: rows.filter(({ kinds }) => kinds.includes(kind)) })).filter(
    (group) => group.rows.length > 0,
  );
}

/** A usual amount of each kind of work. */
const TYPICAL: Readonly<
  Record<
    KindOfWork,
    { readonly words: string; readonly short?: string; readonly countMilli: number; readonly lengthMilli: number }
  >
> = {
  training: { words: "8 hours", countMilli: 1_000, lengthMilli: 8_000 },
  endpoint: { words: "a month, 730 hours", short: "730 hours", countMilli: 1_000, lengthMilli: 730_000 },
  storage: { words: "100 GB for a month", countMilli: 100_000, lengthMilli: 1_000 },
  network: { words: "100 GB", countMilli: 100_000, lengthMilli: 1_000 },
  export: { words: "10 of them", countMilli: 10_000, lengthMilli: 1_000 },
};

/** The typical amount of a kind of work, in words. */
export const typicalWords = (kind: KindOfWork): string => TYPICAL[kind].words;

/** The same beside a price, where there is little room. */
export const shortTypicalWords = (kind: KindOfWork): string => TYPICAL[kind].short ?? TYPICAL[kind].words;

/** What a typical amount costs, in micro-USD. */
export function typicalPrice(kind: KindOfWork, cost: Cost): bigint {
  const { countMilli, lengthMilli } = TYPICAL[kind];
  return listPrice(costOf(cost) ?? 0n, countMilli, lengthMilli, UNIT_OF_KIND[kind]);
}
