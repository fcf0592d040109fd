import { Tooltip } from "@base-ui/react/tooltip";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { closeTooltip, type OpenTooltip, onTooltip, tooltipNow } from "./tooltip-state.ts";

/** A pointer that only passes by opens nothing; from one tooltip to the next there is no wait. */
const HOVER_MS = 400;
/** The way from the element to its tooltip, which can be hovered too. */
const LEAVE_MS = 120;

export function TooltipPopup() {
  const shown = useShown();
  const isPopupHovered = useRef(false);
  const [kept, setKept] = useState<OpenTooltip | null>(null);
  useEffect(() => {
    if (shown !== null) return setKept(shown);
    const timer = setTimeout(() => !isPopupHovered.current && setKept(null), LEAVE_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <Tooltip.Root open={kept !== null} onOpenChange={(isOpen) => !isOpen && kept !== null && dismiss(kept, setKept)}>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={kept?.anchor ?? null} sideOffset={6} className="z-50">
          <Tooltip.Popup
            {...(kept !== null && { id: kept.id })}
            role="tooltip"
            className={LOOK}
            onPointerEnter={() => {
              isPopupHovered.current = true;
            }}
            onPointerLeave={() => {
              isPopupHovered.current = false;
              if (tooltipNow() === null) setKept(null);
            }}
          >
            {kept?.content}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

function dismiss(tooltip: OpenTooltip, setKept: (kept: null) => void): void {
  closeTooltip(tooltip.id);
  setKept(null);
}

/** The tooltip that is wanted, once it was wanted for a moment. */
function useShown(): OpenTooltip | null {
  const wanted = useSyncExternalStore(onTooltip, tooltipNow);
  const [shown, setShown] = useState<OpenTooltip | null>(null);
  const isFocused = wanted?.anchor.matches(":focus-visible") ?? false;
  useEffect(() => {
    if (wanted === null || isFocused || shown !== null) return setShown(wanted);
    const timer = setTimeout(() => setShown(wanted), HOVER_MS);
    return () => clearTimeout(timer);
  }, [wanted, isFocused, shown]);
  return shown;
}

const LOOK =
  "max-w-80 rounded-base border border-line bg-raised px-2 py-1 text-12 text-text shadow-float outline-none " +
  "transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";
