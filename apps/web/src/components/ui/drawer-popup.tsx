import { Drawer } from "@base-ui/react/drawer";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { classes } from "./classes.ts";
import { CLOSE_LOOK, VEIL_LOOK } from "./floating.ts";
import { useIsPhone } from "./use-media.ts";

export interface DrawerProps {
  /** From the address: `search.entry !== undefined`. */
  readonly isOpen: boolean;
  /** Removes the parameter that opened the drawer from the address. */
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** Next to the close button, such as a `CopyButton` for the drawer's link. */
  readonly actions?: ReactNode;
  /** The drawer keeps its last content while it closes, so the caller can drop it at once. */
  readonly children: ReactNode;
}

export function DrawerPopup({ isOpen, onClose, title, actions, children }: DrawerProps) {
  const isPhone = useIsPhone();
  const shown = useLastShown(isOpen, { title, actions, children });
  const focusBack = useFocusBack(isOpen);
  return (
    <Drawer.Root open={isOpen} onOpenChange={(next) => !next && onClose()} swipeDirection={isPhone ? "down" : "right"}>
      <Drawer.Portal>
        <Drawer.Backdrop className={VEIL_LOOK} />
        <Drawer.Viewport className={classes("fixed inset-0 z-40 flex", isPhone ? "items-end" : "justify-end")}>
          <Drawer.Popup finalFocus={focusBack} className={classes(LOOK, isPhone ? SHEET : SIDE)}>
            {isPhone && <span aria-hidden="true" className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-round bg-line" />}
            <header className="flex min-h-14 shrink-0 items-center justify-between gap-2 border-b border-line px-4">
              <Drawer.Title className="min-w-0 truncate text-16 font-strong">{shown.title}</Drawer.Title>
              <div className="flex shrink-0 items-center gap-1">
                {shown.actions}
                <Drawer.Close aria-label="Close" className={classes(CLOSE_LOOK, "mr-0")}>
                  <X aria-hidden="true" size={16} strokeWidth={1.75} />
                </Drawer.Close>
              </div>
            </header>
            <Drawer.Content className="min-h-0 flex-1 select-text overflow-y-auto overscroll-contain p-4">
              {shown.children}
            </Drawer.Content>
          </Drawer.Popup>
        </Drawer.Viewport>
      </Drawer.Portal>
    </Drawer.Root>
  );
}

/**
 * Returns the focus to the element that had it when the drawer opened. If no element had it, or the element is gone,
 * the page's heading gets the focus.
 */
function useFocusBack(isOpen: boolean): () => boolean | HTMLElement {
  const before = useRef<Element>(null);
  const wasOpen = useRef(false);
  if (isOpen && !wasOpen.current) before.current = document.activeElement;
  wasOpen.current = isOpen;
  return () => {
    const { current } = before;
    const isThere = current instanceof HTMLElement && current.isConnected && current !== document.body;
    return isThere ? current : (document.querySelector<HTMLElement>("h1") ?? true);
  };
}

/** Keeps the last content during the closing animation, since the address has changed already. */
function useLastShown<T>(isOpen: boolean, now: T): T {
  const last = useRef(now);
  if (isOpen) last.current = now;
  return last.current;
}

const LOOK =
  "flex flex-col bg-raised text-text shadow-float outline-none transition-transform duration-200 ease-out data-swiping:duration-0";

const SIDE =
  "h-dvh w-[30rem] max-w-[calc(100vw-3rem)] border-l border-line translate-x-(--drawer-swipe-movement-x) " +
  "data-ending-style:translate-x-full data-starting-style:translate-x-full";

const SHEET =
  "max-h-[88dvh] w-full rounded-t-[16px] border-t border-line pb-[env(safe-area-inset-bottom)] " +
  "translate-y-(--drawer-swipe-movement-y) data-ending-style:translate-y-full data-starting-style:translate-y-full";
