import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useState } from "react";
import { closeTooltip, openTooltip } from "./tooltip-state.ts";

interface TriggerProps {
  readonly "data-tip"?: "";
  readonly "aria-describedby"?: string | undefined;
  readonly onPointerEnter?: (event: React.PointerEvent<Element>) => void;
  readonly onPointerLeave?: (event: React.PointerEvent<Element>) => void;
  readonly onFocus?: (event: React.FocusEvent<Element>) => void;
  readonly onBlur?: (event: React.FocusEvent<Element>) => void;
}

interface TooltipProps {
  readonly content: ReactNode;
  /** The content repeats the name of the element, so assistive technology does not read it again. */
  readonly isName?: boolean;
  /** The element that has the tooltip. */
  readonly children: ReactElement<TriggerProps>;
}

/** A hint next to an element. It opens after a short hover, or at once with keyboard focus. Escape closes it. */
export function Tooltip({ content, isName = false, children }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  useEffect(() => () => closeTooltip(id), [id]);
  useEffect(() => {
    if (anchor !== null) openTooltip({ id, anchor, content });
  }, [id, anchor, content]);
  const close = () => {
    setAnchor(null);
    closeTooltip(id);
  };
  return cloneElement(children, {
    // In a row with a link, the element lies above the link that covers the row.
    "data-tip": "",
    "aria-describedby": anchor === null || isName ? children.props["aria-describedby"] : id,
    onPointerEnter: (event) => {
      children.props.onPointerEnter?.(event);
      if (event.pointerType === "mouse") setAnchor(event.currentTarget);
    },
    onPointerLeave: (event) => {
      children.props.onPointerLeave?.(event);
      close();
    },
    onFocus: (event) => {
      children.props.onFocus?.(event);
      if (event.currentTarget.matches(":focus-visible")) setAnchor(event.currentTarget);
    },
    onBlur: (event) => {
      children.props.onBlur?.(event);
      close();
    },
  });
}
