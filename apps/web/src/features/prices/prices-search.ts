import { textParam } from "../../data/search.ts";

/** The state of the Prices page in the address. */
export interface PricesSearch {
  /** The organization whose prices are shown; `list` for the prices of the catalog. */
  readonly org?: string | undefined;
  /** What the calculator prices. */
  readonly resource?: string | undefined;
  readonly units?: string | undefined;
  /** Hours or months. */
  readonly length?: string | undefined;
}

/** Reads the address. Each parameter is named, since the router keeps one that a search leaves out. */
export const readPricesSearch = (search: Record<string, unknown>): PricesSearch => ({
  org: textParam(search.org),
  resource: textParam(search.resource),
  units: textParam(search.units),
  length: textParam(search.length),
});
