import type { Life } from "../a-life.fixture.ts";
import type { Rows } from "../history.fixture.ts";

export type Entry = Rows["entries"][number];

/** An id that no row has. */
export const NOWHERE = "00000000-0000-7000-8000-999999999999";

/** A corruption of `aLife`, with the invariants that `verify` must report and some of the rows it must name. */
export interface Corruption {
  readonly what: string;
  plant(rows: Rows, life: Life): void;
  readonly names: string[];
  rows(life: Life, rows: Rows): string[];
  /** The hashes are not computed again after the corruption, since they must reveal it. */
  readonly keepHashes?: true;
}

export const by = <Row extends { id: string }>(rows: Row[], id: string): Row => {
  const row = rows.find((other) => other.id === id);
  if (row === undefined) throw new Error(`the history has no row ${id}`);
  return row;
};
export const entryOf = (rows: Rows, kind: Entry["kind"], index = 0): Entry => {
  const entry = rows.entries.filter((other) => other.kind === kind).at(index);
  if (entry === undefined) throw new Error(`the history has no entry ${kind}`);
  return entry;
};
export const posting = (entry: Entry, from: string, to: string) => {
  const found = entry.postings.find((other) => other.from === from && other.to === to);
  if (found === undefined) throw new Error(`entry ${entry.seq} has no posting from ${from} to ${to}`);
  return found;
};
export const legs = (rows: Rows, { job }: Life) => rows.charges.filter(({ jobId }) => jobId === job);
