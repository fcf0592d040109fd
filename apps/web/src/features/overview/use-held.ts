import { useState } from "react";

/**
 * Freezes a value while the pointer or the focus is on the element that shows it.
 * @returns the value to show, and the event handlers of the element
 */
export function useHeld<T>(value: T) {
  const [held, setHeld] = useState<{ readonly value: T } | null>(null);
  const freeze = () => setHeld((was) => was ?? { value });
  const release = () => setHeld(null);
  return {
    shown: held === null ? value : held.value,
    hold: { onPointerEnter: freeze, onPointerLeave: release, onFocus: freeze, onBlur: release },
  };
}
