import { createContext } from "react";

/**
 * Whether amounts show six decimals here, the last four muted. A column of amounts sets it for all of its cells, so that
 * one amount with a fraction of a cent decides for the whole column.
 */
export const FineAmounts = createContext(false);

/** Whether an amount has a fraction of a cent, or any of some amounts has. A cent is 10,000 micro-USD. */
export const isFine = (...amounts: readonly (string | bigint | null)[]): boolean =>
  amounts.some((amount) => amount !== null && BigInt(amount) % 10_000n !== 0n);
