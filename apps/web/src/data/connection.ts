import { useSyncExternalStore } from "react";

/** How the page hears of changes. */
export type Connection = "live" | "connecting" | "offline";

/** Whether the page hears of changes, and until when it did: ms since 1970, `null` before the first time. */
export interface LiveState {
  readonly connection: Connection;
  readonly heardAt: number | null;
}

const UNKNOWN: LiveState = { connection: "connecting", heardAt: null };

let current = UNKNOWN;
const listeners = new Set<() => void>();

function become(next: LiveState): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Notes what became of the connection. As long as it is live the page is up to date, whether or not anything happens. */
export function noteConnection(connection: Connection): void {
  const isHeard = connection === "live" || current.connection === "live";
  become({ connection, heardAt: isHeard ? Date.now() : current.heardAt });
}

/** For another organization it begins anew. */
export const forgetConnection = (): void => become(UNKNOWN);

function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useConnection = (): LiveState => useSyncExternalStore(onConnection, () => current);
