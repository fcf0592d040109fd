import type { ReactNode } from "react";
import { late } from "./late.tsx";
import { useWasOpen } from "./use-was-open.ts";

export interface DialogProps {
  readonly isOpen: boolean;
  /** Escape, a press outside or the close button. */
  readonly onClose: () => void;
  readonly title: string;
  /** What it is about, below the title. */
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the one to press last. */
  readonly actions?: ReactNode;
  readonly size?: "base" | "wide";
}

const Popup = late(() => import("./dialog-popup.tsx").then(({ DialogPopup }) => DialogPopup));

/** A question or a form in the middle of the page. It keeps the focus, and gives it back. Loaded with its first use. */
export function Dialog(props: DialogProps) {
  if (!useWasOpen(props.isOpen)) return null;
  return <Popup {...props} />;
}
