import type { Instant, OrgLedger } from "@scrip/domain/ledger";
import type { BalanceState } from "@scrip/domain/notices";
import type { Outcome } from "../keys/submitted.ts";

/** An organization as it was loaded, and the hash of its last entry. */
export interface LoadedOrg {
  readonly ledger: OrgLedger;
  /** The number of its last entry when it was loaded. */
  readonly loadedSeq: number;
  readonly onTestClock: boolean;
  /** The organization's time. It moves while a test clock passes several charges of endpoints at once. */
  now: Instant;
  hash: string;
  /** Whether a service key may have a budget of which its command does not say so. */
  readonly hasBudgets: boolean;
  /** Whether a contract is in force, which may have prices of its own. */
  readonly hasContract: boolean;
  /** Whether it had work without a hold when it was loaded. */
  readonly hadMeters: boolean;
  /** The state of its balance when it was loaded. */
  readonly stateBefore: BalanceState;
  /** How many open grants and open debts were asked for so far. */
  readonly asked: { grants: number; debts: number };
}

/** A key that was used before. */
export interface KnownKey {
  /** The hash of its payload in hex, or only the first half, which is the part that an entry stores. */
  readonly payload: string;
  readonly outcome: Outcome;
}

/** The data that a batch starts from. */
export interface Loaded {
  /** The time by PostgreSQL's clock. */
  readonly now: Instant;
  readonly orgs: Map<string, LoadedOrg>;
  /** Used keys by their id (`keyIdOf`). */
  readonly keys: Map<string, KnownKey>;
}
