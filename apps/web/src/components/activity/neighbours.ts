/** The numbers of the entries beside one; `undefined` where there is none. */
export interface Neighbours {
  readonly newer: number | undefined;
  readonly older: number | undefined;
}

/**
 * The entries beside one.
 * @param shown the newest first; `null` for all
 * @param last the number of the newest entry, `undefined` while it is not known
 */
export function neighboursIn(
  shown: readonly { readonly seq: number }[] | null,
  seq: number,
  last: number | undefined,
): Neighbours {
  if (shown === null || shown.length === 0)
    return { newer: last !== undefined && seq < last ? seq + 1 : undefined, older: seq > 1 ? seq - 1 : undefined };
  const place = firstNotAbove(shown, seq);
  const older = shown[place]?.seq === seq ? place + 1 : place;
  return { newer: shown[place - 1]?.seq, older: shown[older]?.seq };
}

/** The place of the first number that is not above `seq`, by halves. */
function firstNotAbove(shown: readonly { readonly seq: number }[], seq: number): number {
  let [low, high] = [0, shown.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shown[middle]?.seq ?? 0) > seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
