import { ArrowDown, ArrowUp } from "lucide-react";
import type { Sorting } from "./table-props.ts";

interface Order {
  readonly by: string;
  readonly direction: "asc" | "desc";
  readonly onSort: (by: string) => void;
}

const DIRECTIONS = { asc: "ascending", desc: "descending" } as const;

/** Makes the headers of a table buttons. A press sorts by the column; another press turns the order round. */
export function sortingBy({ by, direction, onSort }: Order): Sorting {
  const Arrow = direction === "asc" ? ArrowUp : ArrowDown;
  return {
    directionOf: (sort) => (sort === by ? DIRECTIONS[direction] : undefined),
    button: (header, sort) => (
      <button
        type="button"
        onClick={() => onSort(sort)}
        className="inline-flex items-center gap-1 rounded-small hover:text-text focus-visible:-outline-offset-2"
      >
        {header}
        {sort === by && <Arrow aria-hidden="true" size={12} strokeWidth={2} className="shrink-0" />}
      </button>
    ),
  };
}
