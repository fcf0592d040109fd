import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { onTooltip, tooltipNow } from "./tooltip-state.ts";

const Popup = lazy(() => import("./tooltip-popup.tsx").then(({ TooltipPopup }) => ({ default: TooltipPopup })));

/** Shows the page's one tooltip. The floating part is loaded with the first of them. */
export function TooltipHost() {
  const wanted = useSyncExternalStore(onTooltip, tooltipNow);
  const [wasWanted, setWasWanted] = useState(false);
  useEffect(() => {
    if (wanted !== null) setWasWanted(true);
  }, [wanted]);
  if (!wasWanted) return null;
  return (
    <Suspense fallback={null}>
      <Popup />
    </Suspense>
  );
}
