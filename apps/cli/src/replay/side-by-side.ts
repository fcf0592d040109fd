/**
 * Runs a task for each item, so many at a time. The first failure stops the others through the
 * signal and is thrown when all have stopped.
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
        // The first reason stays; later ones are only its echo.
        abort.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  abort.signal.throwIfAborted();
  return results;
}
