/**
 * The start of a month that is counted from an anchor. It is found in another way than the ledger calculates it: from the
 * anchor's day backwards to a day that the month has.
 */
export function monthStart(anchor: number, months: number): number {
  const from = new Date(anchor);
  const wanted = from.getUTCMonth() + months;
  for (let day = from.getUTCDate(); ; day -= 1) {
    const start = new Date(anchor);
    start.setUTCFullYear(from.getUTCFullYear(), wanted, day);
    if (start.getUTCMonth() === ((wanted % 12) + 12) % 12) return start.getTime();
  }
}
