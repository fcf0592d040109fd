import { type RefObject, useEffect, useRef } from "react";

const TINT_MS = 900;

/**
 * Tints an element briefly when a value changes, so that a reader notices it. Nothing moves, and nothing happens if the
 * system asks for reduced motion.
 * @returns the `ref` of the element
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
