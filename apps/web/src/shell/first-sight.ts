import { useLayoutEffect } from "react";

/** Removes what came with the document, the skeleton and the problem, before the browser paints the first page. */
export function useFirstSight(): void {
  useLayoutEffect(() => {
    document.documentElement.dataset.first = "done";
    for (const part of document.querySelectorAll("#first-sight, #first-problem")) part.remove();
  }, []);
}
