import { InvalidArgumentError } from "commander";

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The longest simulation, in milliseconds: ten years. */
const LONGEST_MS = 3_650 * UNITS.d;

/** Parses a duration such as `90m`, `12h` or `7d`. @returns milliseconds */
export function duration(text: string): number {
  const [, number, unit] = /^([1-9][0-9]{0,6})([mhd])$/.exec(text) ?? [];
  const length = Number(number) * UNITS[(unit ?? "m") as keyof typeof UNITS];
  if (length <= LONGEST_MS) return length;
  throw new InvalidArgumentError("It must be minutes, hours or days up to ten years, such as 90m, 12h or 7d.");
}
