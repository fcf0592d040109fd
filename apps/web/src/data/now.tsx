import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";

/** The time that the pages go by. */
export interface PageClock {
  readonly read: () => number;
  /** Calls back every few seconds, while somebody looks. */
  readonly subscribe: (listener: () => void) => () => void;
}

const TICK_MS = 5000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  if (document.visibilityState === "visible") for (const listener of listeners) listener();
}

/** One timer for all that tells the time on the page, however long its lists are. */
function subscribeTicks(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    timer = setInterval(tick, TICK_MS);
    document.addEventListener("visibilitychange", tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener("visibilitychange", tick);
  };
}

const ticking = (read: () => number): PageClock => ({ read, subscribe: subscribeTicks });

const standing = (at: number): PageClock => ({ read: () => at, subscribe: () => () => undefined });

const browser = ticking(() => Date.now());
const ClockContext = createContext<PageClock>(browser);

interface NowProviderProps {
  /** The organization's time as the server said it, ms since 1970; the browser's own until then. */
  readonly at?: number | undefined;
  /** When the server said it, by the browser's clock: the two may differ. */
  readonly heardAt?: number | undefined;
  /** A test clock stands still until it is advanced. */
  readonly isOnTestClock?: boolean;
  readonly children: ReactNode;
}

/** Gives everything below it the organization's time. */
export function NowProvider({ at, heardAt, isOnTestClock = false, children }: NowProviderProps) {
  const clock = useMemo(() => {
    if (at === undefined || heardAt === undefined) return browser;
    return isOnTestClock ? standing(at) : ticking(() => Date.now() + at - heardAt);
  }, [at, heardAt, isOnTestClock]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/**
 * What `read` makes of the organization's time now, again every few seconds; a component draws again only when it
 * comes out differently.
 */
export function useNowAs<T extends string | number | boolean>(read: (now: number) => T): T {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, () => read(clock.read()));
}

/** The organization's time now, to the minute: ms since 1970. */
export const useNow = (): number => useNowAs((now) => Math.floor(now / 60_000) * 60_000);

/** The same by the browser's own clock: for what happens to the page, not to the organization. */
export const useBrowserNowAs = <T extends string | number | boolean>(read: (now: number) => T): T =>
  useSyncExternalStore(browser.subscribe, () => read(browser.read()));
