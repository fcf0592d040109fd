import type { PaintedFigure } from "./probe.ts";
import type { Settled } from "./settler.ts";

const MICROS_PER_CENT = 10_000n;

/**
 * How long after each settle was answered its balance, or a later one, had been painted: milliseconds. Available credit
 * only goes down while all that happens is settling, so a figure shows all settles that left at least as much.
 * @returns one for each settle, `null` where the figure never came
 */
export function lateness(settled: readonly Settled[], figures: readonly PaintedFigure[]): (number | null)[] {
  const painted = figures.map(({ text, at }) => ({ cents: centsOf(text), at }));
  return settled.map(({ available, answeredAt }) => {
    const cents = BigInt(available) / MICROS_PER_CENT;
    const shown = painted.find((figure) => figure.cents <= cents);
    // The page may hear of a commit before the one who caused it.
    return shown === undefined ? null : Math.max(0, shown.at - answeredAt);
  });
}

/** Of a figure such as `Available $1,234.56, explain`. */
function centsOf(text: string): bigint {
  const [, dollars = "", cents = ""] = /\$([\d,]+)\.(\d\d)/.exec(text) ?? [];
  if (dollars === "") throw new Error(`no figure in dollars: "${text}"`);
  return BigInt(dollars.replaceAll(",", "") + cents);
}
