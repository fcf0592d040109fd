import { useEffect, useSyncExternalStore } from "react";
import { type Neighbours, neighboursIn } from "./neighbours.ts";

let order: readonly { readonly seq: number }[] | null = null;
const listeners = new Set<() => void>();

function setOrder(next: typeof order): void {
  order = next;
  for (const listener of listeners) listener();
}

/**
 * Registers the entries that the page shows, so that the drawer can go from one to the next.
 * @param lines the newest first; `null` if the page shows all entries, which are numbered without gaps
 */
export function useShownEntries(lines: readonly { readonly seq: number }[] | null): void {
  useEffect(() => {
    setOrder(lines);
    return () => setOrder(null);
  }, [lines]);
}

/** The entries next to one: among those that the page shows, or among all up to `last` if it registered none. */
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
