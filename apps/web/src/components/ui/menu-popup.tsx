import { Menu } from "@base-ui/react/menu";
import { Check, type LucideIcon } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { classes } from "./classes.ts";
import { ITEM_LOOK, LIST_LOOK } from "./floating.ts";
import { Kbd } from "./kbd.tsx";

/** One line of a menu. */
export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: LucideIcon;
  /** The shortcut of the action, shown at the end of the line. */
  readonly keys?: readonly string[];
  /** Set if the line is one of several choices: whether it is the chosen one. */
  readonly isChosen?: boolean;
  readonly tone?: "plain" | "bad";
  readonly onSelect: () => void;
}

export interface MenuSection {
  readonly key: string;
  /** The name of the section, shown above it. */
  readonly label?: string;
  readonly items: readonly MenuItem[];
}

interface MenuPopupProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly labelId: string;
  readonly sections: readonly MenuSection[];
  readonly align: "start" | "end";
  readonly side: "top" | "bottom";
}

export function MenuPopup({ isOpen, onOpenChange, anchor, labelId, sections, align, side }: MenuPopupProps) {
  return (
    <Menu.Root
      open={isOpen}
      onOpenChange={(next, details) => {
        // The click of the menu's own button closes the menu. If its press closed the menu here, the click would reopen
        // it.
        const pressed = details.event.target;
        if (!next && details.reason === "outside-press" && pressed instanceof Node && anchor.current?.contains(pressed))
          return details.cancel();
        onOpenChange(next);
      }}
    >
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} align={align} side={side} sideOffset={4} className="z-50 outline-none">
          <Menu.Popup aria-labelledby={labelId} finalFocus={anchor} className={classes(LIST_LOOK, "p-1")}>
            {sections.map((section, index) => (
              <Menu.Group key={section.key}>
                {index > 0 && <Menu.Separator className="-mx-1 my-1 h-px bg-line" />}
                {section.label !== undefined && (
                  <Menu.GroupLabel className="px-2 py-1 text-12 text-muted">{section.label}</Menu.GroupLabel>
                )}
                {section.items.map((item) => (
                  <Item key={item.key} item={item} />
                ))}
              </Menu.Group>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item({ item }: { readonly item: MenuItem }) {
  const { icon: Icon, isChosen, label, keys, tone, onSelect } = item;
  const content = (
    <>
      {Icon !== undefined && <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="text-muted" />}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {keys !== undefined && <Kbd keys={keys} />}
      {isChosen === true && <Check aria-hidden="true" size={16} strokeWidth={2} className="text-accent" />}
    </>
  );
  const look = classes(ITEM_LOOK, tone === "bad" && "text-bad");
  if (isChosen === undefined)
    return (
      <Menu.Item onClick={onSelect} className={look}>
        {content}
      </Menu.Item>
    );
  return (
    <Menu.CheckboxItem checked={isChosen} closeOnClick onCheckedChange={onSelect} className={look}>
      {content}
    </Menu.CheckboxItem>
  );
}
