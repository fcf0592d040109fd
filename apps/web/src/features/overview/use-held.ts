import { useState } from "react";

/**
 * Keeps a value as it is while the pointer or the focus is on what shows it.
 * @returns what to show, and what its element takes as properties
 */
export function useHeld<T>(value: T) {
  const [held, setHeld] = useState<{ readonly value: T } | null>(null);
  const keep = () => setHeld((was) => was ?? { value });
  const free = () => setHeld(null);
  return {
    shown: held === null ? value : held.value,
    hold: { onPointerEnter: keep, onPointerLeave: free, onFocus: keep, onBlur: free },
  };
}
