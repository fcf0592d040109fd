import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";

/** A source of time for the pages. */
export interface PageClock {
  /** False until the organization's time is here: the browser's may be years away from that of a test clock. */
  readonly isKnown: boolean;
  readonly read: () => number;
  /** Calls back every few seconds while the tab is visible. */
  readonly subscribe: (listener: () => void) => () => void;
}

const TICK_MS = 5000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  if (document.visibilityState === "visible") for (const listener of listeners) listener();
}

/** One timer serves all times on the page, however many there are. */
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

const ticking = (read: () => number, isKnown = true): PageClock => ({ isKnown, read, subscribe: subscribeTicks });

const stopped = (at: number): PageClock => ({ isKnown: true, read: () => at, subscribe: () => () => undefined });

const browser = ticking(() => Date.now(), false);
const ClockContext = createContext<PageClock>(browser);

interface NowProviderProps {
  /** The organization's time from the server, ms since 1970. Until it arrives, the browser's time counts. */
  readonly at?: number | undefined;
  /** When that time arrived, by the browser's clock, which may differ from the server's. */
  readonly receivedAt?: number | undefined;
  /** A test clock does not move until it is advanced. */
  readonly isOnTestClock?: boolean;
  readonly children: ReactNode;
}

/** Provides the organization's time to its children. */
export function NowProvider({ at, receivedAt, isOnTestClock = false, children }: NowProviderProps) {
  const clock = useMemo(() => {
    if (at === undefined || receivedAt === undefined) return browser;
    return isOnTestClock ? stopped(at) : ticking(() => Date.now() + at - receivedAt);
  }, [at, receivedAt, isOnTestClock]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/**
 * Returns `read` of the organization's current time, evaluated again every few seconds. A component renders again only
 * if the result differs.
 */
export function useNowAs<T extends string | number | boolean>(read: (now: number) => T): T {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, () => read(clock.read()));
}

/** Whether the times of this render are the organization's. Until then they are the browser's. */
export const useIsTimeKnown = (): boolean => useContext(ClockContext).isKnown;

/** The organization's time now, to the minute: ms since 1970. */
export const useNow = (): number => useNowAs((now) => Math.floor(now / 60_000) * 60_000);

/** The same by the browser's clock, for events of the page instead of the organization. */
export const useBrowserNowAs = <T extends string | number | boolean>(read: (now: number) => T): T =>
  useSyncExternalStore(browser.subscribe, () => read(browser.read()));
