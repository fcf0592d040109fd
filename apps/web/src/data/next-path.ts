import { textParam } from "./search.ts";

/** Only paths of this site are accepted: another site must not be reached through our sign-in. */
const IS_PATH = /^\/(?!\/|\\)/;

/** A search with the path to open after signing in. */
export interface NextSearch {
  readonly next?: string | undefined;
}

/** Reads the search parameter `next`. */
export function readNext(search: Record<string, unknown>): NextSearch {
  const next = textParam(search.next);
  // Named even if unset, since the router keeps a parameter that a search leaves out.
  return { next: next !== undefined && IS_PATH.test(next) ? next : undefined };
}

const KEY = "scrip.next";
const KEPT_MS = 24 * 3_600_000;

/**
 * Keeps the path to open after signing in, such as that of an invitation, while the person reads the mail that verifies
 * their address: its link opens another tab of the same browser.
 */
export function keepNext(path: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ path, at: Date.now() }));
  } catch {
    // Without storage, the person opens the link of the invitation once more.
  }
}

/** Returns the kept path once. */
export function takeNext(): string | undefined {
  try {
    const { path, at } = JSON.parse(localStorage.getItem(KEY) ?? "{}") as { path?: unknown; at?: unknown };
    localStorage.removeItem(KEY);
    const isNew = typeof at === "number" && Date.now() - at < KEPT_MS;
    return isNew && typeof path === "string" && IS_PATH.test(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
