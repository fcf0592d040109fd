import { useEffect, useState, useSyncExternalStore } from "react";
import { late } from "./late.tsx";
import { onTooltip, tooltipNow } from "./tooltip-state.ts";

const Popup = late(() => import("./tooltip-popup.tsx").then(({ TooltipPopup }) => TooltipPopup), { isNeeded: false });

/** Shows the tooltip of the page; there is one at a time. Its code is loaded on first use. */
export function TooltipHost() {
  const requested = useSyncExternalStore(onTooltip, tooltipNow);
  const [wasRequested, setWasRequested] = useState(false);
  useEffect(() => {
    if (requested !== null) setWasRequested(true);
  }, [requested]);
  if (!wasRequested) return null;
  return <Popup />;
}
