import type { Cell } from "./cell.ts";

/** The cell to which an organization best moves: the open one that serves with the least load; `null` if there is none. */
export function moveTarget(cells: readonly Cell[], from: string): string | null {
  const [target] = cells
    .filter(({ name, state, condition }) => name !== from && state === "open" && condition === "serving")
    .sort((a, b) => loadOf(a) - loadOf(b) || countOf(a) - countOf(b));
  return target?.name ?? null;
}

const loadOf = ({ report }: Cell): number => report?.entriesPerSecond ?? 0;
const countOf = ({ report }: Cell): number => report?.organizations ?? 0;
