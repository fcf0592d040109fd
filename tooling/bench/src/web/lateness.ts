import type { PaintedFigure } from "./probe.ts";
import type { Settled } from "./settler.ts";

const MICROS_PER_CENT = 10_000n;

/**
 * Computes, for each settle, the milliseconds from its answer until the page painted its balance or a later one.
 * Available credit only goes down during the run, so a figure shows all settles that left at least that much.
 * @returns one value for each settle; `null` if no figure showed it
 */
export function lateness(settled: readonly Settled[], figures: readonly PaintedFigure[]): (number | null)[] {
  const painted = figures.map(({ text, at }) => ({ cents: centsOf(text), at }));
  return settled.map(({ available, answeredAt }) => {
    const cents = BigInt(available) / MICROS_PER_CENT;
    const shown = painted.find((figure) => figure.cents <= cents);
    // The page may show a commit before its caller gets the answer; count that as 0.
    return shown === undefined ? null : Math.max(0, shown.at - answeredAt);
  });
}

/** The cents in a text such as `Available $1,234.56, explain`. */
function centsOf(text: string): bigint {
  const [, dollars = "", cents = ""] = /\$([\d,]+)\.(\d\d)/.exec(text) ?? [];
  if (dollars === "") throw new Error(`no figure in dollars: "${text}"`);
  return BigInt(dollars.replaceAll(",", "") + cents);
}
