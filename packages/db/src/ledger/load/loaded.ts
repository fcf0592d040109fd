import type { Instant, OrgLedger } from "@scrip/domain/ledger";
import type { Outcome } from "../keys/submitted.ts";

/** An organization as it was loaded, and the hash of its last entry. */
export interface LoadedOrg {
  readonly ledger: OrgLedger;
  /** The number of its last entry then. */
  readonly loadedSeq: number;
  readonly onTestClock: boolean;
  /** The organization's time. */
  readonly now: Instant;
  hash: string;
}

/** A key that was used before. */
export interface KnownKey {
  /** The hash of its payload in hex, or the first half of it, which is what an entry keeps. */
  readonly payload: string;
  readonly outcome: Outcome;
}

/** What a batch starts from. */
export interface Loaded {
  /** The database's clock. */
  readonly now: Instant;
  readonly orgs: Map<string, LoadedOrg>;
  /** By `keyIdOf`. */
  readonly keys: Map<string, KnownKey>;
}
