/** A line of a list: a row, or a heading before a row. */
export type Item = { readonly row: number } | { readonly heading: number };

/**
 * The lines `[first, end)` of a list of rows with headings between them. The heading number `k` is the line
 * `headings[k].before + k`, so a row stands below all headings up to it.
 * @param headings ascending; `before` is the index of the first row below the heading
 * @param rows how many rows there are
 */
export function itemsIn(
  headings: readonly { readonly before: number }[],
  rows: number,
  first: number,
  end: number,
): Item[] {
  const items: Item[] = [];
  let heading = headingsAbove(headings, first);
  for (let line = Math.max(0, first); line < Math.min(end, rows + headings.length); line += 1) {
    const next = headings[heading];
    if (next !== undefined && next.before + heading === line) {
      items.push({ heading });
      heading += 1;
    } else items.push({ row: line - heading });
  }
  return items;
}

/** The number of headings above a line, by binary search. */
function headingsAbove(headings: readonly { readonly before: number }[], line: number): number {
  let low = 0;
  let high = headings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((headings[middle]?.before ?? 0) + middle < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
