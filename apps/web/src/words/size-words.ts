const UNITS = [
  ["PB", 1e15],
  ["TB", 1e12],
  ["GB", 1e9],
  ["MB", 1e6],
] as const;

/**
 * Writes a size for a person, with at most two decimals.
 * @param bytes digits
 * @returns such as `1.25 TB`, `312 GB` or `0.4 MB`
 */
export function sizeWords(bytes: string): string {
  const size = Number(bytes);
  if (size === 0) return "0 GB";
  const [unit, factor] = UNITS.find(([, least]) => size >= least) ?? UNITS[3];
  return `${(size / factor).toLocaleString("en", { maximumFractionDigits: 2 })} ${unit}`;
}

/** How many volumes, such as `1 volume`. */
export const volumesWords = (count: number): string =>
  `${count.toLocaleString("en")} ${count === 1 ? "volume" : "volumes"}`;
