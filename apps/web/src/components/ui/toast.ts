import type { ReactNode } from "react";

/** A short message in the corner of the page. A message that needs an answer is a dialog. */
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

/** Shows a message in the corner of the page. Screen readers announce it politely, and trouble at once. */
export function toast(message: ToastMessage): void {
  waiting.push(message);
  count += 1;
  for (const listener of listeners) listener();
}

/** Returns the messages that are not shown yet, each once. */
export const takeToasts = (): ToastMessage[] => waiting.splice(0);

/** Calls back with each new message. */
export function onToast(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How many messages there have been so far. */
export const toastCount = (): number => count;
