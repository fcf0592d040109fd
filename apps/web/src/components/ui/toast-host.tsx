import { useSyncExternalStore } from "react";
import { late } from "./late.tsx";
import { onToast, toastCount } from "./toast.ts";

const Corner = late(() => import("./toast-corner.tsx").then(({ ToastCorner }) => ToastCorner));

/** The corner where toasts appear. It is loaded with the first toast. */
export function ToastHost() {
  const shown = useSyncExternalStore(onToast, toastCount);
  if (shown === 0) return null;
  return <Corner />;
}
