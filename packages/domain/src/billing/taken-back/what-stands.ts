import type { Instant } from "../../ledger/state/ids.ts";
import { CENT, least, type Micros } from "../../money/index.ts";
import { creditNoteTax } from "../tax/tax.ts";

/** The amounts of a payment, in micro-USD and whole cents: gross is net and tax. */
export interface PaidAmounts {
  readonly net: Micros;
  readonly tax: Micros;
  readonly gross: Micros;
}

/** Where a refund stands. `asked`: an operator asked for it, and the gateway has it not yet. */
export const REFUND_STATES = ["asked", "pending", "succeeded", "failed"] as const;

/** A state of a refund. */
export type RefundState = (typeof REFUND_STATES)[number];

/** Where a dispute stands, as the bank decides. */
export const DISPUTE_STATES = ["open", "won", "lost"] as const;

/** A state of a dispute. */
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** A refund of a part of a payment. Gross is in micro-USD and whole cents. */
export interface Refund {
  readonly id: string;
  readonly gross: Micros;
  readonly state: RefundState;
  readonly at: Instant;
}

/** A dispute about a part of a payment. Gross is in micro-USD and whole cents. */
export interface Dispute {
  readonly id: string;
  readonly gross: Micros;
  readonly state: DisputeState;
  readonly at: Instant;
}

/** All refunds and disputes of a payment, in any order. */
export interface MoneyTaken {
  readonly refunds: readonly Refund[];
  readonly disputes: readonly Dispute[];
}

/** A part of a payment that is taken back now, and what it takes back of the credit. */
export interface StandingPart {
  readonly at: Instant;
  /** Micro-USD. */
  readonly net: Micros;
}

/**
 * The parts of a payment that are taken back now: refunds that succeeded or are on their way, and disputes that are open
 * or lost, in the order of their time. Together they take at most the whole payment. A refund of gross g takes g less its
 * tax, and the taxes of all parts add up to that of the payment.
 * @returns the same for every order in which the refunds and disputes become known
 * @source docs/rules.md#money-taken-back
 */
export function whatStands(payment: PaidAmounts, { refunds, disputes }: MoneyTaken): readonly StandingPart[] {
  const standing = [
    ...refunds.filter(({ state }) => state === "succeeded" || state === "pending"),
    ...disputes.filter(({ state }) => state !== "won"),
  ].toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  let gross: Micros = 0n;
  let tax: Micros = 0n;
  return standing.flatMap(({ gross: asked, at }) => {
    const part = least(asked, payment.gross - gross);
    if (part <= 0n) return [];
    const own = creditNoteTax(payment, { gross, tax }, part);
    gross += part;
    tax += own;
    return [{ at, net: part - own }];
  });
}

/**
 * What can still be paid back of a payment: refunds that were asked for, are on their way or succeeded are paid already,
 * and what a dispute takes goes to the buyer by the bank.
 * @returns gross, in micro-USD and whole cents
 * @source docs/rules.md#money-taken-back
 */
export function refundable({ gross }: PaidAmounts, { refunds, disputes }: MoneyTaken): Micros {
  let left = gross;
  for (const refund of refunds) if (refund.state !== "failed") left -= refund.gross;
  for (const dispute of disputes) if (dispute.state !== "won") left -= dispute.gross;
  return left < 0n ? 0n : left - (left % CENT);
}

/**
 * Whether a payment for a plan gives no further credit: it was refunded in full, or a dispute about it is open or lost.
 * @source docs/rules.md#money-taken-back-for-a-plan
 */
export function holdsBackCredit({ gross }: PaidAmounts, { refunds, disputes }: MoneyTaken): boolean {
  if (disputes.some(({ state }) => state !== "won")) return true;
  let refunded = 0n;
  for (const refund of refunds)
    if (refund.state === "succeeded" || refund.state === "pending") refunded += refund.gross;
  return refunded >= gross;
}
