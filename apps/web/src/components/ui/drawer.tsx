import type { ReactNode } from "react";
import { late } from "./late.tsx";
import { useWasOpen } from "./use-was-open.ts";

export interface DrawerProps {
  /** From the address: `search.entry !== undefined`. */
  readonly isOpen: boolean;
  /** Takes what opened it out of the address. */
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** Beside the close button, such as a `CopyButton` for its link. */
  readonly actions?: ReactNode;
  /** While it closes it keeps what it showed last; nothing needs to be kept for it. */
  readonly children: ReactNode;
}

const Popup = late(() => import("./drawer-popup.tsx").then(({ DrawerPopup }) => DrawerPopup));

/**
 * What explains a thing of the page: from the right, and as a sheet from below on a phone. It keeps the focus and gives
 * it back. Loaded with its first use.
 */
export function Drawer(props: DrawerProps) {
  if (!useWasOpen(props.isOpen)) return null;
  return <Popup {...props} />;
}
