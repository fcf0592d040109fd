import { useEffect } from "react";
import type { Command } from "./command.ts";

const shown = new Set<readonly Command[]>();

/** The actions of what is on the screen, for the command menu. */
export const pageActions = (): readonly Command[] => [...shown].flat();

/**
 * Offers actions in the command menu while a part of the page is shown, such as the download of a list.
 * @param actions must be stable: create them outside the component or in a memo
 */
export function usePageActions(actions: readonly Command[]): void {
  useEffect(() => {
    shown.add(actions);
    return () => void shown.delete(actions);
  }, [actions]);
}
