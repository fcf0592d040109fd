import type { Life } from "../a-life.fixture.ts";

/** Where a corruption is planted. */
export interface Place extends Life {
  readonly org: string;
  /** What another organization lived. */
  readonly other: Life;
}

/** A corruption of stored rows, and exactly what `verify` must name: the invariants, and rows among others. */
export interface Planted {
  readonly what: string;
  /** Statements; each is one string. */
  sql(place: Place): string[];
  readonly names: string[];
  rows(place: Place): string[];
  /** The hashes are left as they were, since they are what must tell. */
  readonly keepHashes?: true;
}

export const NOWHERE = "00000000-0000-7000-8000-999999999999";
export const of = ({ org }: Place): string => `org_id = '${org}'`;
export const settled = (place: Place): string =>
  `${of(place)} AND seq = (SELECT min(seq) FROM entries WHERE ${of(place)} AND kind = 'settled')`;
