import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { onSignedOut } from "../data/query-client.ts";
import { endSession } from "../data/session.ts";

/**
 * Focuses the heading after a change of page, so that screen readers read it and Tab continues there. Opens the sign-in
 * after the session has ended.
 */
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
        void endSession(() => router.invalidate());
      }),
    [router],
  );
}
