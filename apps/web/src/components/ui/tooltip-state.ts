import type { ReactNode } from "react";

/** The tooltip that is wanted; there is one at a time on the whole page. */
export interface OpenTooltip {
  readonly id: string;
  readonly anchor: Element;
  readonly content: ReactNode;
}

let current: OpenTooltip | null = null;
const listeners = new Set<() => void>();

function tell(next: OpenTooltip | null): void {
  current = next;
  for (const listener of listeners) listener();
}

export const tooltipNow = (): OpenTooltip | null => current;

export function onTooltip(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const openTooltip = (tooltip: OpenTooltip): void => tell(tooltip);

/** Closes this tooltip, unless another one is open by now. */
export function closeTooltip(id: string): void {
  if (current?.id === id) tell(null);
}
