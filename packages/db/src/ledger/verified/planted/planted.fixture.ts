import type { Life } from "../a-life.fixture.ts";

/** The organization in which a corruption is planted, and the ids of its rows. */
export interface Place extends Life {
  readonly org: string;
  /** The history of another organization. */
  readonly other: Life;
}

/** A corruption of stored rows, with the exact invariants that `verify` must report and some of the rows. */
export interface Planted {
  readonly what: string;
  /** SQL statements, one in each string. */
  sql(place: Place): string[];
  readonly names: string[];
  rows(place: Place): string[];
  /** The hashes are not computed again after the corruption, since they must reveal it. */
  readonly keepHashes?: true;
}

export const NOWHERE = "00000000-0000-7000-8000-999999999999";
export const of = ({ org }: Place): string => `org_id = '${org}'`;
export const settled = (place: Place): string =>
  `${of(place)} AND seq = (SELECT min(seq) FROM entries WHERE ${of(place)} AND kind = 'settled')`;
