import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { classes } from "./classes.ts";
import { CLOSE_LOOK, VEIL_LOOK } from "./floating.ts";

export interface DialogProps {
  readonly isOpen: boolean;
  /** Called on Escape, a press outside, or the close button. */
  readonly onClose: () => void;
  readonly title: string;
  /** A sentence below the title. */
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons; the main action comes last. */
  readonly actions?: ReactNode;
  readonly size?: "base" | "wide";
}

export function DialogPopup({ isOpen, onClose, title, description, children, actions, size = "base" }: DialogProps) {
  const body = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={VEIL_LOOK} />
        <Dialog.Viewport className="fixed inset-0 z-40 flex items-end justify-center p-2 tablet:items-start tablet:p-4 tablet:pt-[12vh]">
          <Dialog.Popup
            // A form is ready for typing. A touch opens no keyboard over it.
            initialFocus={(opened) =>
              opened === "touch" ? true : (body.current?.querySelector<HTMLElement>(FIELD) ?? true)
            }
            className={classes(LOOK, size === "wide" ? "tablet:max-w-160" : "tablet:max-w-112")}
          >
            <header className="flex items-start justify-between gap-4 px-4 pt-4">
              <div className="flex flex-col gap-1">
                <Dialog.Title className="text-16 font-strong">{title}</Dialog.Title>
                {description !== undefined && (
                  <Dialog.Description className="text-14 text-muted">{description}</Dialog.Description>
                )}
              </div>
              <Dialog.Close aria-label="Close" className={CLOSE_LOOK}>
                <X aria-hidden="true" size={16} strokeWidth={1.75} />
              </Dialog.Close>
            </header>
            <div ref={body} className="min-h-0 overflow-y-auto overscroll-contain p-4">
              {children}
            </div>
            {actions !== undefined && (
              <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{actions}</footer>
            )}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const FIELD = "input:not([type=checkbox], [hidden]), select, textarea";

const LOOK =
  "flex max-h-[calc(100dvh-2rem)] tablet:max-h-[calc(88dvh-1rem)] w-full flex-col overflow-hidden rounded-base border border-line bg-raised text-text " +
  "shadow-float outline-none transition-[opacity,translate] duration-150 data-ending-style:translate-y-1 " +
  "data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0";
