/**
 * Tells which messages of a live stream report new entries, by the number of the last entry in each message. The cache
 * counts for the first message only. Later a query may have fetched the newest balance before its message arrives, but
 * the other queries are still old then.
 * @param cachedSeq the number of the last entry that the page knew before the stream
 */
export function entryNews(cachedSeq: () => number | undefined): (seq: number) => boolean {
  let seen: number | undefined;
  return (seq) => {
    const before = seen ?? cachedSeq();
    seen = seq;
    return before !== seq;
  };
}
