import { type RefObject, useEffect, useRef } from "react";
import { placeOf } from "./key-place.ts";
import { areSingleKeysOn } from "./single-keys.ts";

/** The key `/` moves the focus to a search field, unless the person types. */
export function useSearchKey(): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!areSingleKeysOn() || placeOf(event.target) !== "page") return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  return input;
}
