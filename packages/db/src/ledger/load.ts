import type { Instant, OrgLedger } from "@scrip/domain/ledger";
import { factParameters, type NamedFacts } from "./named-facts.ts";
import { plainArray, type Query } from "./query.ts";
import { type LoadedColumns, readLoaded } from "./read-loaded.ts";
import type { Outcome } from "./submitted.ts";

/** An organization as it was loaded, and the hash of its last entry. */
export interface LoadedOrg {
  readonly ledger: OrgLedger;
  /** The number of its last entry when it was locked. */
  readonly loadedSeq: number;
  readonly onTestClock: boolean;
  /** The organization's time. */
  readonly now: Instant;
  hash: string;
}

/** A key that was used before. */
export interface KnownKey {
  readonly payloadHash: string;
  readonly outcome: Outcome;
}

/** What a batch starts from. */
export interface Loaded {
  /** The database's clock. */
  readonly now: Instant;
  readonly orgs: Map<string, LoadedOrg>;
  readonly keys: Map<string, KnownKey>;
}

/** Names a key within a batch. */
export function keyName(orgId: string, operation: string, key: string): string {
  return `${orgId} ${operation} ${key}`;
}

/**
 * Locks organizations in order and reads what commands name of them, in one round trip.
 * @param orgIds each once
 * @param lock false only to look; what is then decided can not be written
 */
export async function load(query: Query, orgIds: readonly string[], facts: NamedFacts, lock: boolean): Promise<Loaded> {
  const rows = await query({
    name: "ledger-load",
    text: "SELECT lock_and_load($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)::text AS loaded",
    values: [lock, plainArray(orgIds.toSorted()), ...factParameters(facts)],
  });
  return readLoaded(JSON.parse(String(rows[0]?.loaded)) as LoadedColumns);
}
