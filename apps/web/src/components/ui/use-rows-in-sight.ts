import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { type RowRange, rowsInSight } from "./rows-in-sight.ts";

/** Which rows of a list of rows of one height can be seen or nearly so, as the page is scrolled. */
export function useRowsInSight(list: RefObject<HTMLElement | null>, count: number, height: number): RowRange {
  const [range, setRange] = useState<RowRange>({ first: 0, end: 0 });
  const look = () => {
    if (list.current === null) return;
    const next = rowsInSight(count, height, -list.current.getBoundingClientRect().top, innerHeight);
    setRange((was) => (was.first === next.first && was.end === next.end ? was : next));
  };
  // After every drawing: what stands above the list may have grown.
  useLayoutEffect(look);
  useEffect(() => {
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  });
  return range;
}
