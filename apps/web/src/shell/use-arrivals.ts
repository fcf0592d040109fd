import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { onSignedOut } from "../data/query-client.ts";
import { endSession } from "../data/session.ts";

/** A dialog that is open, and does not fade out. */
const OPEN_DIALOG = ":is([role=dialog], [role=alertdialog])[data-open]";

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
        // A page that arrives late must not take the focus from a dialog that was opened meanwhile.
        if (document.activeElement?.closest(OPEN_DIALOG)) return;
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
