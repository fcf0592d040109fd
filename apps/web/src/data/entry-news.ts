/**
 * Tells which messages of a live stream are news: each one that follows another, since the server sends one only after a
 * change of entries, of the balance, or of notices. The first message is news if its last entry is newer than the page. The
 * cache counts for the first message only. Later a query may have fetched the newest balance before its message arrives,
 * but the other queries are still old then.
 * @param cachedSeq the number of the last entry that the page knew before the stream
 */
export function entryNews(cachedSeq: () => number | undefined): (seq: number) => boolean {
  let isFirst = true;
  return (seq) => {
    const isNews = !isFirst || cachedSeq() !== seq;
    isFirst = false;
    return isNews;
  };
}
