import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { onSignedOut, queryClient } from "../data/query-client.ts";

/** What follows a change of page: its heading gets the focus, so that it is read out and Tab goes on from there. */
export function useArrivals(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return;
        document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
      }),
    [router],
  );
  useEffect(
    () =>
      onSignedOut(() => {
        // The pages' own rules lead to the sign-in, once the session is asked for anew.
        queryClient.clear();
        void router.invalidate();
      }),
    [router],
  );
}
