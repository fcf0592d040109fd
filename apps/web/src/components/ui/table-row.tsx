import { Link, type LinkProps } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { classes } from "./classes.ts";
import type { DrawnColumn } from "./drawn-columns.ts";
import { FineAmounts } from "./fine-amounts.ts";
import type { Column, RowLink, TableProps } from "./table-props.ts";

interface TableRowProps {
  readonly index: number;
  readonly row: unknown;
  readonly columns: readonly DrawnColumn<never>[];
  readonly rowLink: ((row: never) => RowLink) | undefined;
  readonly isCurrent: boolean;
  /** Pixels from the top of the list, if the table draws only the visible rows. */
  readonly offset?: number;
}

function Row({ index, row, columns, rowLink, isCurrent, offset }: TableRowProps) {
  const link = rowLink?.(row as never);
  const titlePosition = Math.max(
    0,
    columns.findIndex(({ phone }) => phone === "title"),
  );
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-current={isCurrent || undefined}
      className={classes(ROW_LOOK, link !== undefined && PRESSABLE_LOOK, placeOf(offset))}
      style={offset === undefined ? undefined : { transform: `translateY(${offset}px)` }}
    >
      {columns.map((column, position) => (
        <div key={column.key} role="cell" className={classes(cellLook(column), cellPosition(columns, position))}>
          {position === titlePosition && link !== undefined ? (
            <RowAnchor link={link}>{column.cell(row as never)}</RowAnchor>
          ) : column.isFine ? (
            <FineAmounts value={true}>{column.cell(row as never)}</FineAmounts>
          ) : (
            column.cell(row as never)
          )}
        </div>
      ))}
    </div>
  );
}

/** Skips unchanged rows when a person scrolls. */
export const TableRow = memo(Row) as <Data>(
  props: Omit<TableRowProps, "row" | "columns" | "rowLink"> & {
    readonly row: Data;
    readonly columns: readonly DrawnColumn<Data>[];
    readonly rowLink: ((row: Data) => RowLink) | undefined;
  },
) => ReactNode;

/** The props of a row that follow from those of its table. */
export function rowProps<Row>(
  { rowKey, rowLink, currentKey }: TableProps<Row>,
  columns: readonly DrawnColumn<Row>[],
  row: Row,
) {
  return { columns, rowLink, isCurrent: currentKey !== undefined && rowKey(row) === currentKey };
}

/** The link in the row's title. It covers the whole row. */
function RowAnchor({ link, children }: { readonly link: RowLink; readonly children: ReactNode }) {
  return (
    <Link
      {...(link as LinkProps)}
      data-row-link=""
      className="block truncate outline-none after:absolute after:inset-0 after:content-['']"
    >
      {children}
    </Link>
  );
}

/** A row lies in the flow of the page, or at its place in a list of which only a part is drawn. */
export const placeOf = (offset: number | undefined): string =>
  offset === undefined ? "relative" : "absolute inset-x-0 top-0 contain-content";

/**
 * The classes for the position of a cell: its track, or on a phone its place on one of the item's two lines. Without a
 * `title`, the first column has its place.
 */
export function cellPosition(columns: readonly CellTerms[], position: number): string {
  const hasTitle = columns.some(({ phone }) => phone === "title");
  const placeAt = (index: number) => (index === 0 && !hasTitle ? "title" : (columns[index]?.phone ?? "detail"));
  const place = placeAt(position);
  const details = columns.map((_, index) => index).filter((index) => placeAt(index) === "detail");
  const isLastDetail = place === "detail" && details.at(-1) === position;
  return classes(
    columns[position]?.align === "end" && "tablet:text-right",
    PHONE[place],
    isLastDetail && (details.length === 1 ? "max-tablet:col-span-2" : "max-tablet:col-start-2"),
    needsLook(columns[position]?.needs),
  );
}

type CellTerms = Pick<Column<never>, "align" | "phone" | "needs">;

/** Hides a column if the table is too narrow for it. */
export const needsLook = (needs: Column<never>["needs"]): string | undefined =>
  needs === undefined
    ? undefined
    : {
        small: "tablet:@max-[32rem]:hidden",
        middle: "tablet:@max-[52rem]:hidden",
        wide: "tablet:@max-[68rem]:hidden",
      }[needs];

/** The grid tracks of the columns that fit. */
export const TRACKS_LOOK =
  "tablet:grid-cols-(--narrow-columns) tablet:@min-[32rem]:grid-cols-(--small-columns) " +
  "tablet:@min-[52rem]:grid-cols-(--middle-columns) tablet:@min-[68rem]:grid-cols-(--columns)";

/** A grid of tracks; on a phone of two lines, whose end takes the room that it needs and whose names share the rest. */
export const ROW_LOOK =
  "grid h-15 items-center px-4 scroll-mt-[calc(var(--top)+2.25rem)] scroll-mb-4 border-b border-line last:border-b-0 " +
  "max-tablet:grid-cols-[minmax(0,auto)_minmax(0,1fr)_auto] max-tablet:content-center max-tablet:gap-x-3 " +
  "tablet:h-10 tablet:gap-x-4 " +
  TRACKS_LOOK;

/** What has a tooltip lies above the link that covers the row. The table passes a press on it to that link. */
const PRESSABLE_LOOK =
  "cursor-pointer [&_[data-tip]]:relative [&_[data-tip]]:z-1 hover:bg-sunken/60 aria-[current]:bg-accent-soft has-[[data-row-link]:focus-visible]:outline-2 " +
  "has-[[data-row-link]:focus-visible]:-outline-offset-2 has-[[data-row-link]:focus-visible]:outline-focus";

/** Names shrink, amounts do not. */
export const cellLook = ({ micros }: Pick<Column<never>, "micros">): string =>
  micros === undefined ? "min-w-0 truncate" : "whitespace-nowrap";

const PHONE: Record<NonNullable<Column<never>["phone"]>, string> = {
  title: "max-tablet:col-span-2 max-tablet:col-start-1 max-tablet:row-start-1 max-tablet:font-medium",
  value: "max-tablet:col-start-3 max-tablet:row-start-1 max-tablet:text-right",
  detail: "max-tablet:row-start-2 max-tablet:text-13 max-tablet:text-muted",
  note: "max-tablet:col-start-3 max-tablet:row-start-2 max-tablet:text-right max-tablet:text-13 max-tablet:text-muted",
  none: "max-tablet:hidden",
};
