import { useEffect, useState, useSyncExternalStore } from "react";
import { late } from "./late.tsx";
import { onTooltip, tooltipNow } from "./tooltip-state.ts";

const Popup = late(() => import("./tooltip-popup.tsx").then(({ TooltipPopup }) => TooltipPopup), { isNeeded: false });

/** Shows the page's one tooltip. The floating part is loaded with the first of them. */
export function TooltipHost() {
  const wanted = useSyncExternalStore(onTooltip, tooltipNow);
  const [wasWanted, setWasWanted] = useState(false);
  useEffect(() => {
    if (wanted !== null) setWasWanted(true);
  }, [wanted]);
  if (!wasWanted) return null;
  return <Popup />;
}
