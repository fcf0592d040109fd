import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { type ExplainSearch, NOTHING_EXPLAINED } from "../../../data/explain-search.ts";

const organization = getRouteApi("/o/$org");

/** What the drawer explains, from the address, and how to show another thing or close the drawer. */
export function useExplained() {
  const explained = organization.useSearch();
  const router = useRouter();
  const navigate = useNavigate();
  const show = useCallback(
    (next: ExplainSearch) =>
      void navigate({
        to: ".",
        search: (current: object) => ({ ...current, ...NOTHING_EXPLAINED, ...next }),
        // The entry of the history stays, and with it the note who opened the drawer.
        state: true,
        replace: true,
        resetScroll: false,
      } as never),
    [navigate],
  );
  /** Closes by going back if a page opened the drawer. If the URL already contained it, removes it from the URL. */
  const close = useCallback(() => {
    if (router.history.location.state.scripIsOpenedByPage === true) router.history.back();
    else show(NOTHING_EXPLAINED);
  }, [router, show]);
  return { explained, show, close };
}
