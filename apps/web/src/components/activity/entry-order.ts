import { useEffect, useSyncExternalStore } from "react";
import { type Neighbours, neighboursIn } from "./neighbours.ts";

let order: readonly { readonly seq: number }[] | null = null;
const listeners = new Set<() => void>();

function setOrder(next: typeof order): void {
  order = next;
  for (const listener of listeners) listener();
}

/**
 * Says which entries the page shows, the newest first: what explains one walks along them.
 * @param lines `null` where all entries are shown, which their numbers say
 */
export function useShownEntries(lines: readonly { readonly seq: number }[] | null): void {
  useEffect(() => {
    setOrder(lines);
    return () => setOrder(null);
  }, [lines]);
}

/** The entries before and after one, among those that the page shows, else among all up to `last`. */
export function useNeighbours(seq: number, last: number | undefined): Neighbours {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => order,
  );
  return neighboursIn(shown, seq, last);
}
