import { useEffect } from "react";
import { placeOf } from "./key-place.ts";
import { areSingleKeysOn } from "./single-keys.ts";

/** A key of what is shown. */
export interface PageKey {
  /** Any of these does it, as `event.key` has them. */
  readonly keys: readonly string[];
  /** What it does, for the list of shortcuts. */
  readonly what: string;
  readonly run: () => unknown;
}

const shown = new Set<readonly PageKey[]>();

/** The keys of the page that is shown, for the list of shortcuts. */
export const pageKeys = (): readonly PageKey[] => [...shown].flat();

/**
 * Listens for keys while a page, or a dialog or drawer over it, is shown.
 * @param keys made once, outside the component or in a memo
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
