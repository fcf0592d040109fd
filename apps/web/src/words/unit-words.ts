import type { CatalogResource } from "../data/catalog.ts";

export type Unit = CatalogResource["unit"];
export type KindOfWork = CatalogResource["kinds"][number];

/** What one unit is, after a price: `$3.99 per hour`. */
export const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  hour: "per hour",
  "gb-month": "per GB and month",
  gb: "per GB",
  each: "each",
};

/** The kinds of work, as headings. */
export const KIND_TITLES: Readonly<Record<KindOfWork, string>> = {
  training: "Training",
  endpoint: "Endpoints",
  storage: "Storage",
  network: "Network",
  export: "Exports",
};
