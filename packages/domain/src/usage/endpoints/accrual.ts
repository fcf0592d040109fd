import { greatest, type Micros, mulDiv } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { priceOfQuantity, UNIT_HOUR } from "../prices/index.ts";
import type { Endpoint } from "./endpoint.ts";

/** Parts of a micro-USD: nano-USD per unit and hour x thousandths of a unit x milliseconds. */
export const ACCRUAL_PARTS = 1000n * 1000n * 3_600_000n;

/** The terms and the meter of an endpoint, from which its price follows. */
export type Accruing = Pick<Endpoint, "state" | "rate" | "unitsMilli" | "settledAt" | "remainder">;

/** The price of a span, and what rounding leaves of it for the next one. */
export interface Accrued {
  /** Micro-USD. */
  readonly amount: Micros;
  /** Parts of a micro-USD, below one. */
  readonly remainder: bigint;
}

/**
 * The price of an endpoint's time that is not settled at an instant, at a plain rate. Rounding carries over to the next span,
 * so any split of a run costs the same.
 * @returns micro-USD rounded down, and the remainder; nothing new for an endpoint that is stopped
 * @source docs/rules.md#price-of-an-endpoint; docs/invariants.md#l19
 * @example $3.99 an hour, one unit, 5 min: 3,990,000,000 x 1000 x 300,000 / 3.6e12 = 332,500 u
 */
export function accruedAt(endpoint: Accruing, at: Instant): Accrued {
  const parts = endpoint.remainder + partsPerMs(endpoint) * BigInt(unsettledMs(endpoint, at));
  return { amount: parts / ACCRUAL_PARTS, remainder: parts % ACCRUAL_PARTS };
}

/** The time of an endpoint that is not settled at an instant, in milliseconds. */
export function unsettledMs({ state, settledAt }: Pick<Accruing, "state" | "settledAt">, at: Instant): number {
  return state === "running" ? Math.max(0, at - settledAt) : 0;
}

/**
 * The latest instant up to which the unsettled time costs at most an amount.
 * @param most micro-USD, at least zero
 */
export function accruedUntil(endpoint: Accruing, at: Instant, most: Micros): Instant {
  if (accruedAt(endpoint, at).amount <= most) return at;
  const left = (most + 1n) * ACCRUAL_PARTS - 1n - endpoint.remainder;
  return endpoint.settledAt + Number(left / partsPerMs(endpoint));
}

/**
 * The cost of an hour of an endpoint at its present terms, in micro-USD rounded down. By a price shape it is the cost of the
 * hour that follows what the month has counted; 0 while a volume price falls.
 * @param counted the quantity of the month meter, in thousandths of a unit x milliseconds
 * @source docs/rules.md#price-of-an-endpoint
 */
export function endpointPerHour(
  { rate, price, unitsMilli }: Pick<Endpoint, "rate" | "price" | "unitsMilli">,
  counted = 0n,
): Micros {
  if (price === null) return mulDiv(rate, BigInt(unitsMilli), 1000n * 1000n, "floor");
  const after = counted + BigInt(unitsMilli) * HOUR_MS;
  return greatest(priceOfQuantity(price, after, UNIT_HOUR) - priceOfQuantity(price, counted, UNIT_HOUR), 0n);
}

const HOUR_MS = 3_600_000n;

/** What a millisecond costs, in parts of a micro-USD. */
const partsPerMs = ({ rate, unitsMilli }: Pick<Accruing, "rate" | "unitsMilli">): bigint => rate * BigInt(unitsMilli);
