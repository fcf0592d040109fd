import type { Micros, Nanos } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import type { Price } from "../prices/index.ts";

/** The states of an endpoint. One that was stopped may be started again. */
export const ENDPOINT_STATES = ["running", "stopped"] as const;
export type EndpointState = (typeof ENDPOINT_STATES)[number];

/**
 * Why an endpoint was stopped: its service asked, credit ended where the policy gives no overdraft, the overdraft was used
 * up, or an amount reached a limit of the ledger.
 */
export const STOP_REASONS = [
  "asked",
  "insufficient_credit",
  "overdraft_limit",
  "price_above_limit",
  "balance_above_limit",
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/**
 * A deployment that is metered by time, without a hold. Its terms apply from `settledAt` on: a change of them first settles
 * the time before. One name stays one endpoint, through all its stops.
 */
export interface Endpoint {
  readonly id: string;
  /** The caller's name for it, unique in the organization. */
  readonly ref: string;
  readonly resource: string;
  /** Nano-USD per unit and hour; 0 for one with a price shape. */
  readonly rate: Nanos;
  /** The price shape, which counts over the months of its resource; `null` for a plain rate. */
  readonly price: Price | null;
  /** Units in thousandths; 0 while it is scaled to nothing. */
  readonly unitsMilli: number;
  readonly project: string | null;
  readonly member: string | null;
  /** The catalog of its policy and, unless a contract has its own, of its rate. */
  readonly catalogVersion: number;
  readonly state: EndpointState;
  /** When it was started for the first time. */
  readonly createdAt: Instant;
  /** When it was started last. */
  readonly startedAt: Instant;
  /** The end of the time that is charged. */
  readonly settledAt: Instant;
  /** The sum of all its stops that have ended, in milliseconds. */
  readonly stoppedMs: number;
  readonly charged: Micros;
  /** What rounding has left of the price up to `settledAt`, in parts of a micro-USD (`ACCRUAL_PARTS`). */
  readonly remainder: bigint;
  /** The number of its charges. */
  readonly charges: number;
  readonly stoppedAt: Instant | null;
  readonly stopReason: StopReason | null;
}
