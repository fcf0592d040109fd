import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";

const organization = getRouteApi("/o/$org");

/** The entry that is explained, from the address, and how to go on from it. */
export function useEntry() {
  const { entry } = organization.useSearch();
  const [router, navigate] = [useRouter(), useNavigate()];
  const opened = useOpenedAt();
  const show = useCallback(
    (seq: number | undefined) =>
      void navigate({
        to: ".",
        search: (was: object) => ({ ...was, entry: seq }),
        replace: true,
        resetScroll: false,
      } as never),
    [navigate],
  );
  /** Goes back to where it was opened; an address that came with it loses it instead. */
  const close = useCallback(() => {
    if (opened.current === placeIn(router)) router.history.back();
    else show(undefined);
  }, [router, show, opened]);
  return { entry, show, close };
}

/** Where in the history of the tab the page opened it; `null`, if the address came with it. */
function useOpenedAt() {
  const router = useRouter();
  const opened = useRef<number>(null);
  useEffect(
    () =>
      router.subscribe("onBeforeNavigate", ({ fromLocation, toLocation }) => {
        if (fromLocation === undefined || hasEntry(fromLocation) || !hasEntry(toLocation)) return;
        const place = toLocation.state.__TSR_index;
        opened.current = fromLocation.state.__TSR_index === place - 1 ? place : null;
      }),
    [router],
  );
  return opened;
}

const hasEntry = ({ search }: { readonly search: object }): boolean => "entry" in search && search.entry !== undefined;

type Router = ReturnType<typeof useRouter>;

const placeIn = (router: Router): number => router.history.location.state.__TSR_index;
