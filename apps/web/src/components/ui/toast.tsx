import { type ReactNode, useSyncExternalStore } from "react";
import { late } from "./late.tsx";

/** Something to be told in passing. What needs an answer is a dialog. */
export interface ToastMessage {
  readonly title: string;
  readonly description?: ReactNode;
  readonly tone?: "neutral" | "good" | "bad";
  /** Such as Undo. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

const waiting: ToastMessage[] = [];
const listeners = new Set<() => void>();
let count = 0;

/** Says something in the corner of the page, politely; trouble at once. */
export function toast(message: ToastMessage): void {
  waiting.push(message);
  count += 1;
  for (const listener of listeners) listener();
}

/** Takes what is to be said, each once. */
export const takeToasts = (): ToastMessage[] => waiting.splice(0);

export function onToast(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const toastCount = (): number => count;

const Corner = late(() => import("./toast-corner.tsx").then(({ ToastCorner }) => ToastCorner));

/** The corner where toasts appear; loaded with the first of them. */
export function ToastHost() {
  const said = useSyncExternalStore(onToast, toastCount);
  if (said === 0) return null;
  return <Corner />;
}
