import type { DrawerProps } from "./drawer-popup.tsx";
import { late } from "./late.tsx";
import { useWasOpen } from "./use-was-open.ts";

const Popup = late(() => import("./drawer-popup.tsx").then(({ DrawerPopup }) => DrawerPopup));

/**
 * A panel next to the page: from the right, or as a sheet from below on a phone. It traps the focus and returns it on
 * closing. Its code is loaded on first use.
 */
export function Drawer(props: DrawerProps) {
  if (!useWasOpen(props.isOpen)) return null;
  return <Popup {...props} />;
}
