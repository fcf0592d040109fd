import { type Accruing, accruedAt } from "@scrip/domain/usage/endpoints";
import type { ShownPrice } from "@scrip/domain/usage/prices";

/** What decides how much an endpoint accrues. */
export interface AccruingEndpoint {
  readonly state: "running" | "stopped";
  readonly rateNanos: string;
  readonly priceShape: ShownPrice | null;
  readonly unitsMilli: number;
  readonly settledAt: string;
  /** The cost as the API said it last, in digits of micro-USD. */
  readonly accrued: string;
}

/**
 * The cost of the time of an endpoint that is not charged yet. With a price shape it depends on the other endpoints of the
 * month, so it is what the API said last.
 * @param now the organization's time, ms since 1970
 * @returns digits of micro-USD
 */
export function accruedByEndpoint(endpoint: AccruingEndpoint, now: number): string {
  const { state, rateNanos, priceShape, unitsMilli, settledAt, accrued } = endpoint;
  if (priceShape !== null) return accrued;
  const terms: Accruing = {
    state,
    rate: BigInt(rateNanos),
    unitsMilli,
    settledAt: Date.parse(settledAt),
    remainder: 0n,
  };
  return accruedAt(terms, Math.floor(now)).amount.toString();
}

/** What an endpoint has used, with the time that was not charged when it was read. @returns digits of micro-USD */
export const usedByEndpoint = ({ charged, accrued }: { readonly charged: string; readonly accrued: string }): string =>
  (BigInt(charged) + BigInt(accrued)).toString();
