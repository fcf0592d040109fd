import { type CSSProperties, memo } from "react";
import { classes } from "./classes.ts";
import type { DrawnColumn } from "./drawn-columns.ts";
import { FineAmounts } from "./fine-amounts.ts";
import type { TableHeading } from "./table-props.ts";
import { placeOf, ROW_LOOK } from "./table-row.tsx";

interface HeadingRowProps {
  readonly heading: TableHeading;
  readonly columns: readonly DrawnColumn<never>[];
  /** Pixels from the top of the list, if the table draws only the visible rows. */
  readonly offset?: number;
}

/**
 * A heading between rows, with its sum under a column. It counts from the last column, since a narrow table hides some
 * of the others.
 */
export const HeadingRow = memo(function HeadingRow({ heading, columns, offset }: HeadingRowProps) {
  const { title, note, column, sum } = heading;
  const position = columns.findIndex(({ key }) => key === column);
  const fromEnd = columns.length - position;
  const isFine = columns[position]?.isFine === true;
  return (
    <div
      role="row"
      className={classes(ROW_LOOK, "bg-sunken/50", placeOf(offset))}
      style={{ ...tracksOf(fromEnd), ...(offset !== undefined && { transform: `translateY(${offset}px)` }) }}
    >
      <FineAmounts value={isFine}>
        <div
          role="rowheader"
          aria-colspan={position}
          className="flex min-w-0 items-baseline gap-x-3 max-tablet:col-span-2 tablet:[grid-column:var(--title)]"
        >
          <h3 className="truncate text-13 font-strong">{title}</h3>
          {/* A part of the note that has no room wraps, and is hidden as a whole: no amount is cut. */}
          {note !== undefined && (
            <span className="flex h-5 min-w-0 flex-1 flex-wrap gap-x-3 overflow-hidden text-13 text-muted max-tablet:hidden">
              {note}
            </span>
          )}
        </div>
        <div
          role="cell"
          className="text-right font-medium whitespace-nowrap max-tablet:col-start-3 tablet:[grid-column:var(--sum)]"
        >
          {sum}
        </div>
      </FineAmounts>
    </div>
  );
});

const tracksOf = (fromEnd: number): CSSProperties =>
  ({ "--title": `1 / ${-1 - fromEnd}`, "--sum": `${-1 - fromEnd} / ${-fromEnd}` }) as CSSProperties;
