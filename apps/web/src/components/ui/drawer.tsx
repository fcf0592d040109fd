import type { DrawerProps } from "./drawer-popup.tsx";
import { late } from "./late.tsx";
import { useWasOpen } from "./use-was-open.ts";

const Popup = late(() => import("./drawer-popup.tsx").then(({ DrawerPopup }) => DrawerPopup));

/**
 * What explains a thing of the page: from the right, and as a sheet from below on a phone. It keeps the focus and gives
 * it back. Loaded with its first use.
 */
export function Drawer(props: DrawerProps) {
  if (!useWasOpen(props.isOpen)) return null;
  return <Popup {...props} />;
}
