/** The numbers of the entries next to one; `undefined` if there is none. */
export interface Neighbours {
  readonly newer: number | undefined;
  readonly older: number | undefined;
}

/**
 * Finds the entries next to one.
 * @param shown the newest first; `null` for all
 * @param last the number of the newest entry; `undefined` while it is unknown
 */
export function neighboursIn(
  shown: readonly { readonly seq: number }[] | null,
  seq: number,
  last: number | undefined,
): Neighbours {
  if (shown === null || shown.length === 0) return neighboursOfAll(seq, last);
  const index = firstNotAbove(shown, seq);
  const older = shown[index]?.seq === seq ? index + 1 : index;
  return { newer: shown[index - 1]?.seq, older: shown[older]?.seq };
}

/** Entries are numbered without gaps. The last entry is the older neighbour of every number above it. */
function neighboursOfAll(seq: number, last = Number.POSITIVE_INFINITY): Neighbours {
  const older = Math.min(seq - 1, last);
  return {
    newer: seq < last && last < Number.POSITIVE_INFINITY ? seq + 1 : undefined,
    older: older >= 1 ? older : undefined,
  };
}

/** Finds the index of the first number that is not above `seq`, by binary search. */
function firstNotAbove(shown: readonly { readonly seq: number }[], seq: number): number {
  let low = 0;
  let high = shown.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shown[middle]?.seq ?? 0) > seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
