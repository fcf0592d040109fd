import { useEffect } from "react";
import { placeOf } from "./key-place.ts";
import { areSingleKeysOn } from "./single-keys.ts";

/** A shortcut of a page, a dialog or a drawer. */
export interface PageKey {
  /** Each of these keys runs it, as in `event.key`. */
  readonly keys: readonly string[];
  /** What it does, for the list of shortcuts. */
  readonly what: string;
  readonly run: () => unknown;
}

const shown = new Set<readonly PageKey[]>();

/** The shortcuts of the current page, for the list of shortcuts. */
export const pageKeys = (): readonly PageKey[] => [...shown].flat();

/**
 * Listens for keys while a page, or a dialog or drawer above it, is shown.
 * @param keys must be stable: create it outside the component or in a memo
 */
export function usePageKeys(keys: readonly PageKey[], where: "page" | "dialog" = "page"): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (!areSingleKeysOn() || placeOf(event.target) !== where) return;
      const pressed = keys.find((key) => key.keys.includes(event.key));
      if (pressed === undefined) return;
      event.preventDefault();
      pressed.run();
    };
    if (where === "page") shown.add(keys);
    addEventListener("keydown", press);
    return () => {
      shown.delete(keys);
      removeEventListener("keydown", press);
    };
  }, [keys, where]);
}
