import { Tooltip } from "@base-ui/react/tooltip";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { closeTooltip, type OpenTooltip, onTooltip, tooltipNow } from "./tooltip-state.ts";

/** Delay before a hovered element opens its tooltip, so that a passing pointer opens none. */
const HOVER_MS = 400;
/** Time for the pointer to move from the element onto the tooltip, which then stays open. */
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

/** The requested tooltip after the delay. With the keyboard, or while another tooltip is open, it appears at once. */
function useShown(): OpenTooltip | null {
  const requested = useSyncExternalStore(onTooltip, tooltipNow);
  const [shown, setShown] = useState<OpenTooltip | null>(null);
  const isFocused = requested?.anchor.matches(":focus-visible") ?? false;
  useEffect(() => {
    if (requested === null || isFocused || shown !== null) return setShown(requested);
    const timer = setTimeout(() => setShown(requested), HOVER_MS);
    return () => clearTimeout(timer);
  }, [requested, isFocused, shown]);
  return shown;
}

const LOOK =
  "max-w-80 rounded-base border border-line bg-raised px-2 py-1 text-12 text-text shadow-float outline-none " +
  "transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";
