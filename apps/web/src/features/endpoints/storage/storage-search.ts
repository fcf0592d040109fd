import { monthSpan } from "@scrip/domain/billing/statement";
import { type Search, textParam } from "../../../data/search.ts";

/** The month whose storage is shown, and the volume whose drawer is open, as in the address. */
export interface StorageSearch {
  /** Such as `2026-11`; the running month, if not given. */
  readonly month?: string;
  readonly volume?: string;
}

/** Reads the month and the volume from the address and leaves out invalid values. */
export function readStorageSearch(search: Search): StorageSearch {
  const month = textParam(search.month);
  const found = {
    month: month !== undefined && monthSpan(month) !== null ? month : undefined,
    volume: textParam(search.volume),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as StorageSearch;
}

/** The month so many months later, such as `2027-01` for `2026-12` and 1. */
export function monthAfter(month: string, months: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
}
