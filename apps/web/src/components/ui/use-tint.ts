import { type RefObject, useEffect, useRef } from "react";

const TINT_MS = 900;

/**
 * Tints an element for a moment whenever a value changes, so that an eye elsewhere notices. Nothing moves, and nothing
 * happens where less motion is wanted.
 * @returns what the element takes as its `ref`
 */
export function useTint<T extends HTMLElement>(value: string): RefObject<T | null> {
  const element = useRef<T>(null);
  const last = useRef(value);
  useEffect(() => {
    if (last.current === value) return;
    last.current = value;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const tint = ["var(--accent-soft)", "transparent"].map((backgroundColor) => ({ backgroundColor }));
    element.current?.animate(tint, { duration: TINT_MS, easing: "ease-out" });
  }, [value, last, element]);
  return element;
}
