import type { ReactNode } from "react";

/** The requested tooltip. The whole page has one at a time. */
export interface OpenTooltip {
  readonly id: string;
  readonly anchor: Element;
  readonly content: ReactNode;
}

let current: OpenTooltip | null = null;
const listeners = new Set<() => void>();

function setCurrent(next: OpenTooltip | null): void {
  current = next;
  for (const listener of listeners) listener();
}

export const tooltipNow = (): OpenTooltip | null => current;

export function onTooltip(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const openTooltip = (tooltip: OpenTooltip): void => setCurrent(tooltip);

/** Closes this tooltip, unless another one is open already. */
export function closeTooltip(id: string): void {
  if (current?.id === id) setCurrent(null);
}
