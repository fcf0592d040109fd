/** Services that call at once, each one call after another. */
export const SERVICES = 64;

/** The calls of services for many items. */
export interface ServiceRun<Result> {
  /** In the order of the items. */
  readonly results: readonly Result[];
  readonly perSecond: number;
  /** The latency of each call, in milliseconds. */
  readonly latencies: readonly number[];
}

/** Calls once for each item, by many services at once. */
export async function serve<Item, Result>(
  items: readonly Item[],
  call: (item: Item) => Promise<Result>,
): Promise<ServiceRun<Result>> {
  const results: Result[] = [];
  const latencies: number[] = [];
  const waiting = items.entries();
  const service = async (): Promise<void> => {
    for (const [place, item] of waiting) {
      const from = performance.now();
      results[place] = await call(item);
      latencies.push(performance.now() - from);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: SERVICES }, service));
  return { results, latencies, perSecond: (items.length * 1000) / (performance.now() - begun) };
}
