import { CENT, least, type Micros } from "../../money/index.ts";
import type { TopUpFacts, TopUpSettings } from "./decide-top-up.ts";

/** The fields of the settings. */
export type TopUpField = "threshold" | "amount" | "target" | "perDay" | "perMonth";

/** An amount that is not allowed, and the range that is. Micro-USD. */
export interface OutOfRange {
  readonly field: TopUpField;
  readonly minimum: Micros;
  readonly maximum: Micros;
}

/** The largest cap that a member can set. */
const LARGEST_CAP: Micros = 100_000_000_000n;

/**
 * Checks what a member set. Each amount is in whole cents; an automatic purchase is one that the catalog sells, and fits
 * into the caps.
 * @returns the first amount that is not allowed; `null` if all are
 * @source docs/rules.md#automatic-top-up
 */
export function checkTopUp(
  { threshold, buys, perDay, perMonth }: TopUpSettings,
  { minimum, maximum }: TopUpFacts["purchases"],
): OutOfRange | null {
  const most = least(maximum, perDay);
  return (
    outside("threshold", threshold, CENT, maximum) ??
    outside("perDay", perDay, minimum, LARGEST_CAP) ??
    outside("perMonth", perMonth, perDay, LARGEST_CAP) ??
    (buys.kind === "amount"
      ? outside("amount", buys.amount, minimum, most)
      : outside("target", buys.target, threshold + CENT, threshold + most))
  );
}

function outside(field: TopUpField, amount: Micros, minimum: Micros, maximum: Micros): OutOfRange | null {
  return amount < minimum || amount > maximum || amount % CENT !== 0n ? { field, minimum, maximum } : null;
}
