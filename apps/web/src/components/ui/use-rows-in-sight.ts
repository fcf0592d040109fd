import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { type RowRange, rowsInSight } from "./rows-in-sight.ts";

/** Which rows of a list are visible or nearly so, updated as the page scrolls. All rows have the same height. */
export function useRowsInSight(list: RefObject<HTMLElement | null>, count: number, height: number): RowRange {
  const [range, setRange] = useState<RowRange>({ first: 0, end: 0 });
  const measure = () => {
    if (list.current === null) return;
    const next = rowsInSight(count, height, -list.current.getBoundingClientRect().top, innerHeight);
    setRange((was) => (was.first === next.first && was.end === next.end ? was : next));
  };
  // After every render, since content above the list may have grown.
  useLayoutEffect(measure);
  useEffect(() => {
    addEventListener("scroll", measure, { passive: true });
    addEventListener("resize", measure);
    return () => {
      removeEventListener("scroll", measure);
      removeEventListener("resize", measure);
    };
  });
  return range;
}
