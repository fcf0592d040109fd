import { useCallback, useSyncExternalStore } from "react";

const known = new Map<string, MediaQueryList>();

function media(query: string): MediaQueryList {
  const found = known.get(query) ?? matchMedia(query);
  known.set(query, found);
  return found;
}

/** Whether a media query matches; updated when that changes. */
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

/** Whether the window is narrower than a tablet. Then the rail is a bar, drawers are sheets and rows are items. */
export const useIsPhone = (): boolean => useMedia("(width < 48rem)");
