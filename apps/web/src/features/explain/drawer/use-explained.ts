import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import type { Search } from "../../../data/search.ts";
import { type ExplainSearch, isOpen, NOTHING, readExplainSearch } from "./explain-search.ts";

const organization = getRouteApi("/o/$org");

/** What is explained, from the address, and how to go on from it. */
export function useExplained() {
  const explained = organization.useSearch();
  const router = useRouter();
  const navigate = useNavigate();
  const opened = useOpenedAt();
  const show = useCallback(
    (next: ExplainSearch) =>
      void navigate({
        to: ".",
        search: (was: object) => ({ ...was, ...NOTHING, ...next }),
        replace: true,
        resetScroll: false,
      } as never),
    [navigate],
  );
  /** Goes back to where it was opened; an address that came with it loses it instead. */
  const close = useCallback(() => {
    if (opened.current === placeIn(router)) router.history.back();
    else show({});
  }, [router, show, opened]);
  return { explained, show, close };
}

/** Where in the history of the tab the page opened it; `null`, if the address came with it. */
function useOpenedAt() {
  const router = useRouter();
  const opened = useRef<number>(null);
  useEffect(
    () =>
      router.subscribe("onBeforeNavigate", ({ fromLocation, toLocation }) => {
        if (fromLocation === undefined || isExplaining(fromLocation) || !isExplaining(toLocation)) return;
        const place = toLocation.state.__TSR_index;
        opened.current = fromLocation.state.__TSR_index === place - 1 ? place : null;
      }),
    [router],
  );
  return opened;
}

const isExplaining = ({ search }: { readonly search: object }): boolean => isOpen(readExplainSearch(search as Search));

type Router = ReturnType<typeof useRouter>;

const placeIn = (router: Router): number => router.history.location.state.__TSR_index;
