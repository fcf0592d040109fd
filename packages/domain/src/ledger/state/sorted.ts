/**
 * Finds the place of a row in a sorted list, by bisection.
 * @param compare below zero if a row of the list comes before the wanted one, zero if it is the wanted one
 * @returns the index of the first row that does not come before it
 */
export function placeIn<Row>(rows: readonly Row[], compare: (row: Row) => number): number {
  let from = 0;
  let to = rows.length;
  // A row often belongs at the end.
  const last = rows.at(-1);
  if (last === undefined || compare(last) < 0) return to;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(rows[middle] as Row) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * Merges two sorted lists into one, row by row.
 * @param rowOf finds a row of the first list by its id, when the row is asked for
 */
export function* merged<Row>(
  ids: readonly string[],
  rowOf: (id: string) => Row,
  others: readonly Row[],
  compare: (a: Row, b: Row) => number,
): Generator<Row> {
  let next = 0;
  for (const id of ids) {
    const row = rowOf(id);
    for (let other = others[next]; other !== undefined && compare(other, row) < 0; other = others[next]) {
      yield other;
      next += 1;
    }
    yield row;
  }
  yield* others.slice(next);
}
