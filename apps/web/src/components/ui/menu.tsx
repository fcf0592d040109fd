import { cloneElement, type ReactElement, useId, useRef, useState } from "react";
import { late } from "./late.tsx";
import type { MenuSection } from "./menu-popup.tsx";
import { useWasOpen } from "./use-was-open.ts";

interface TriggerProps {
  readonly id?: string | undefined;
  readonly ref?: React.Ref<HTMLButtonElement>;
  readonly "aria-haspopup"?: "menu";
  readonly "aria-expanded"?: boolean;
  readonly onClick?: () => void;
  readonly onKeyDown?: (event: React.KeyboardEvent<HTMLButtonElement>) => void;
}

interface MenuProps {
  /** The button that opens the menu. */
  readonly trigger: ReactElement<TriggerProps>;
  readonly sections: readonly MenuSection[];
  readonly align?: "start" | "end";
  readonly side?: "top" | "bottom";
}

const Popup = late(() => import("./menu-popup.tsx").then(({ MenuPopup }) => MenuPopup));

/** A list of actions behind a button. The code of the list is loaded on first use. */
export function Menu({ trigger, sections, align = "start", side = "bottom" }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const ownId = useId();
  const id = trigger.props.id ?? ownId;
  const wasOpen = useWasOpen(isOpen);
  return (
    <>
      {cloneElement(trigger, {
        id,
        ref: anchor,
        "aria-haspopup": "menu",
        "aria-expanded": isOpen,
        onClick: () => setIsOpen((was) => !was),
        onKeyDown: (event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setIsOpen(true);
        },
      })}
      {wasOpen && (
        <Popup
          isOpen={isOpen}
          onOpenChange={setIsOpen}
          anchor={anchor}
          labelId={id}
          sections={sections}
          align={align}
          side={side}
        />
      )}
    </>
  );
}
