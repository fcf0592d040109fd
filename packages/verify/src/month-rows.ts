import type { Price } from "@scrip/domain/usage/prices";

/** The meter of a price shape in one calendar month. Amounts in micro-USD, instants in milliseconds since 1970. */
export interface MonthMeterRow {
  readonly id: string;
  readonly counts: string;
  readonly resource: string;
  readonly month: number;
  readonly price: Price;
  readonly quantity: bigint;
  readonly charged: bigint;
  readonly fallen: bigint;
  readonly legs: number;
  readonly isClosed: boolean;
  /** The greatest number of its charges in the same snapshot; 0 if it has none. */
  readonly lastLeg: number;
}
