import type { EntryRow } from "./rows.ts";

/** One idea about an organization's entries: sees each of them in order, after it was replayed, and then the end. */
export interface Check {
  entry(entry: EntryRow): void;
  end(): void;
}

/** For checks that have nothing to say at the end. */
export const nothing = (): void => {};
