/**
 * Widens the track of a column of amounts, so that it is never narrower than its longest amount.
 * @param width the track of a CSS grid that the column asks for; without one, an equal share
 * @param characters of the longest amount, and what is beside it
 */
export function amountTrack(width: string | undefined, characters: number): string {
  const least = `${characters}ch`;
  if (width === undefined) return `minmax(${least}, 1fr)`;
  const [, from, to] = /^minmax\((.+?),\s*(.+)\)$/.exec(width) ?? [];
  // CSS allows no `minmax` within `max`, and one bad track takes away all of them.
  if (from !== undefined) return `minmax(${from === "0" ? least : `max(${from}, ${least})`}, ${to})`;
  return width.endsWith("fr") ? `minmax(${least}, ${width})` : `max(${width}, ${least})`;
}
