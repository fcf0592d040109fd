/**
 * Runs a task for each item, at most `atOnce` at a time. The first failure aborts the signal of all tasks,
 * and is thrown when all of them have stopped.
 * @returns the results in the order of the items
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  task: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const abort: AbortController = new AbortController();
  const results: Result[] = [];
  const waiting = items.entries();
  const work = async (): Promise<void> => {
    for (const [place, item] of waiting) {
      if (abort.signal.aborted) return;
      try {
        results[place] = await task(item, abort.signal);
      } catch (error) {
        // Only the first call sets the reason. Later failures follow from it.
        abort.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  abort.signal.throwIfAborted();
  return results;
}
