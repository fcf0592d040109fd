import { useCallback, useSyncExternalStore } from "react";

const known = new Map<string, MediaQueryList>();

function media(query: string): MediaQueryList {
  const found = known.get(query) ?? matchMedia(query);
  known.set(query, found);
  return found;
}

/** Whether a media query holds, now and whenever that changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      media(query).addEventListener("change", listener);
      return () => media(query).removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => media(query).matches);
}

/** Narrower than a tablet: rails become bars, drawers sheets, rows items. */
export const useIsPhone = (): boolean => useMedia("(width < 48rem)");
