import { type Accruing, accruedAt } from "@scrip/domain/usage/endpoints";

/** What decides how much an endpoint accrues. */
export interface AccruingEndpoint {
  readonly state: "running" | "stopped";
  readonly rateNanos: string;
  readonly unitsMilli: number;
  readonly settledAt: string;
}

/**
 * The cost of the time of an endpoint that is not charged yet.
 * @param now the organization's time, ms since 1970
 * @returns digits of micro-USD
 */
export function accruedByEndpoint({ state, rateNanos, unitsMilli, settledAt }: AccruingEndpoint, now: number): string {
  const terms: Accruing = {
    state,
    rate: BigInt(rateNanos),
    unitsMilli,
    settledAt: Date.parse(settledAt),
    remainder: 0n,
  };
  return accruedAt(terms, Math.floor(now)).amount.toString();
}
