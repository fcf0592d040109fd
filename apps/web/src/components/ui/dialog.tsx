import type { DialogProps } from "./dialog-popup.tsx";
import { late } from "./late.tsx";
import { useWasOpen } from "./use-was-open.ts";

const Popup = late(() => import("./dialog-popup.tsx").then(({ DialogPopup }) => DialogPopup));

/**
 * A question or a form in the middle of the page. It traps the focus and returns it on closing. Its code is loaded on
 * first use.
 */
export function Dialog(props: DialogProps) {
  if (!useWasOpen(props.isOpen)) return null;
  return <Popup {...props} />;
}
