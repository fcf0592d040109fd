import { useSyncExternalStore } from "react";

/** The state of the live stream. */
export type Connection = "live" | "connecting" | "offline";

/** The state of the live stream, and when the page was last up to date: ms since 1970, `null` before the first time. */
export interface LiveState {
  readonly connection: Connection;
  readonly upToDateAt: number | null;
}

const UNKNOWN: LiveState = { connection: "connecting", upToDateAt: null };

let current = UNKNOWN;
const listeners = new Set<() => void>();

function setCurrent(next: LiveState): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Records the state of the connection. While it is live the page is up to date, even if no message arrives. */
export function noteConnection(connection: Connection): void {
  const isUpToDate = connection === "live" || current.connection === "live";
  setCurrent({ connection, upToDateAt: isUpToDate ? Date.now() : current.upToDateAt });
}

/** Resets the state, for another organization. */
export const forgetConnection = (): void => setCurrent(UNKNOWN);

function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useConnection = (): LiveState => useSyncExternalStore(onConnection, () => current);
