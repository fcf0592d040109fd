import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";

const organization = getRouteApi("/o/$org");

/** The entry that is explained, from the address, and how to go on from it. */
export function useEntry() {
  const { entry } = organization.useSearch();
  const [router, navigate] = [useRouter(), useNavigate()];
  const opened = useOpenedAt(entry);
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
function useOpenedAt(entry: number | undefined) {
  const router = useRouter();
  const [opened, before] = [useRef<number>(null), useRef<{ entry: number | undefined; place: number }>(null)];
  useEffect(() => {
    const now = { entry, place: placeIn(router) };
    const isOpened = before.current?.entry === undefined && entry !== undefined;
    if (isOpened) opened.current = before.current?.place === now.place - 1 ? now.place : null;
    before.current = now;
  }, [entry, router, opened]);
  return opened;
}

type Router = ReturnType<typeof useRouter>;

const placeIn = (router: Router): number => router.history.location.state.__TSR_index;
