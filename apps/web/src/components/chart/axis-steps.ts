/** A round step is one of these times a power of ten, in tenths so that 2.5 is a whole number. */
const ROUND_TENTHS = [10, 20, 25, 50] as const;

/** The most intervals between the lines of a chart. */
const MOST_INTERVALS = 5;

/**
 * Finds the lines of an axis from zero to at least `most`, at round steps: 1, 2, 2.5 or 5 times a power of ten.
 * @param most the largest value of the chart, for drawing only
 * @returns ascending; the last one is at least `most`
 */
export function axisSteps(most: number): readonly number[] {
  const highest = most > 0 ? most : 1;
  const step = stepFor(highest);
  const count = Math.max(1, Math.ceil(highest / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => rounded(index * step));
}

function stepFor(most: number): number {
  const power = Math.floor(Math.log10(most)) - 1;
  for (let exponent = power; ; exponent += 1)
    for (const tenths of ROUND_TENTHS) {
      const step = rounded((tenths / 10) * 10 ** exponent);
      if (step * MOST_INTERVALS >= most * (1 - 1e-9)) return step;
    }
}

/** Binary fractions have a tail, such as 0.30000000000000004. */
const rounded = (value: number): number => Number(value.toPrecision(12));

const UNITS = [
  { size: 1e9, sign: "B", least: 1 },
  { size: 1e6, sign: "M", least: 1 },
  { size: 1e4, sign: "k", least: 0 },
] as const;

/**
 * Writes the lines of an axis in dollars, all in the same unit and with the same decimals.
 * @param steps the result of `axisSteps`
 * @returns such as `$0`, `$0.5M`, `$1.0M`
 */
export function axisWords(steps: readonly number[]): readonly string[] {
  const highest = steps.at(-1) ?? 0;
  const unit = UNITS.find(({ size }) => highest >= size);
  // The unit of 10,000 and more is a thousand.
  const size = unit === undefined ? 1 : unit.sign === "k" ? 1e3 : unit.size;
  const parts = steps.map((step) => rounded(step / size));
  const decimals = Math.max(...parts.map(decimalsOf));
  // Dollars have either no decimals or cents.
  const least = unit === undefined ? (decimals > 0 ? 2 : 0) : unit.least;
  const shown = Math.max(decimals, least);
  return parts.map((part) => (part === 0 ? "$0" : `$${grouped(part.toFixed(shown))}${unit?.sign ?? ""}`));
}

function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < 9; decimals += 1) if (Number(value.toFixed(decimals)) === value) return decimals;
  return 9;
}

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

/** The width in pixels that the words of an axis need at 12 pixels, with some space after them. */
export const axisWidth = (words: readonly string[]): number => Math.max(...words.map(({ length }) => length)) * 7 + 12;
