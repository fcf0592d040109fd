import type { EntryRow } from "./rows.ts";

/** One check of an organization's entries. It takes each entry in order, right after its replay, and then `end`. */
export interface Check {
  entry(entry: EntryRow): void;
  end(): void;
}

/** The `end` of checks that report nothing after the last entry. */
export const nothing = (): void => {};
