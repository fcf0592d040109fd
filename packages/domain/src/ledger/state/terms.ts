import type { EndCharge, EndState } from "../../catalog/index.ts";
import type { Micros, Nanos } from "../../money/index.ts";

/** What decides about one kind of work, as the ledger reads it from the catalog. */
export interface WorkPolicy {
  /** Spendable credit needed at `start` and `resume`, in thousandths of the price (1200 is 1.2 x). */
  readonly marginMilli: bigint;
  /** At least this much spendable credit as well, in micro-USD. */
  readonly minimum: Micros;
  readonly reserve: "next_epoch" | "whole_job";
  /** Whether it runs as jobs that hold credit and pause at zero; other kinds are metered without a hold. */
  readonly runsAsJobs: boolean;
  readonly byEndState: Readonly<Record<EndState, EndCharge>>;
  readonly capAtEstimate: boolean;
  /** How long past the declared end of an epoch a hold waits for a word, in milliseconds. */
  readonly silenceMs: number;
}

/** The price list that a command is decided by: one published version of the catalog. */
export interface PriceBook {
  readonly version: number;
  /** Credit that lapses within this many milliseconds is shown as expiring. */
  readonly expiringMs: number;
  /** Nano-USD per unit, or `undefined` for a resource that the catalog does not have. */
  readonly rateOf: (resource: string) => Nanos | undefined;
  readonly isSoldFor: (resource: string, work: string) => boolean;
  readonly policyOf: (work: string) => WorkPolicy | undefined;
}

/** Finds a published version; every version that the ledger's rows name is there. */
export type PriceBooks = (version: number) => PriceBook;
