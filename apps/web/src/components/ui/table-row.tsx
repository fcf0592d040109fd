import { Link, type LinkProps } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { classes } from "./classes.ts";
import type { Column, RowLink, TableProps } from "./table-props.ts";

interface TableRowProps {
  readonly index: number;
  readonly row: unknown;
  readonly columns: readonly Column<never>[];
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
      className={classes(
        ROW_LOOK,
        link !== undefined && PRESSABLE_LOOK,
        offset === undefined ? "relative" : "absolute inset-x-0 top-0 contain-content",
      )}
      style={offset === undefined ? undefined : { transform: `translateY(${offset}px)` }}
    >
      {columns.map((column, position) => (
        <div key={column.key} role="cell" className={classes(CELL_LOOK, cellPosition(column, position))}>
          {position === titlePosition && link !== undefined ? (
            <RowAnchor link={link}>{column.cell(row as never)}</RowAnchor>
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
    readonly columns: readonly Column<Data>[];
    readonly rowLink: ((row: Data) => RowLink) | undefined;
  },
) => ReactNode;

/** The props of a row that follow from those of its table. */
export function rowProps<Row>({ columns, rowKey, rowLink, currentKey }: TableProps<Row>, row: Row) {
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

/** The classes for the position of a cell: its track, or on a phone one of the item's two lines. */
export function cellPosition({ align, phone = "detail", needs }: CellTerms, position: number): string {
  const line = position === 0 && phone === "detail" ? PHONE.title : PHONE[phone];
  return classes(align === "end" && "tablet:text-right", line, needsLook(needs));
}

type CellTerms = Pick<Column<never>, "align" | "phone" | "needs">;

/** Hides a column if the table is too narrow for it. */
export const needsLook = (needs: Column<never>["needs"]): string | undefined =>
  needs === undefined ? undefined : { middle: "tablet:@max-[52rem]:hidden", wide: "tablet:@max-[68rem]:hidden" }[needs];

/** The grid tracks of the columns that fit. */
export const TRACKS_LOOK =
  "tablet:grid-cols-(--narrow-columns) tablet:@min-[52rem]:grid-cols-(--middle-columns) " +
  "tablet:@min-[68rem]:grid-cols-(--columns)";

/** A grid of tracks; on a phone two lines, separated by an empty item of full width. */
export const ROW_LOOK =
  "h-15 items-center px-4 scroll-mt-[calc(var(--top)+2.25rem)] scroll-mb-4 border-b border-line last:border-b-0 " +
  "max-tablet:flex max-tablet:flex-wrap max-tablet:content-center max-tablet:gap-x-3 max-tablet:overflow-hidden " +
  "max-tablet:before:order-3 max-tablet:before:w-full max-tablet:before:content-[''] " +
  "tablet:grid tablet:h-10 tablet:gap-x-4 " +
  TRACKS_LOOK;

const PRESSABLE_LOOK =
  "hover:bg-sunken/60 aria-[current]:bg-accent-soft has-[[data-row-link]:focus-visible]:outline-2 " +
  "has-[[data-row-link]:focus-visible]:-outline-offset-2 has-[[data-row-link]:focus-visible]:outline-focus";

export const CELL_LOOK = "min-w-0 truncate";

const PHONE: Record<NonNullable<Column<never>["phone"]>, string> = {
  title: "max-tablet:order-1 max-tablet:flex-1 max-tablet:font-medium",
  value: "max-tablet:order-2",
  detail: "max-tablet:order-4 max-tablet:text-13 max-tablet:text-muted",
  note: "max-tablet:order-5 max-tablet:ml-auto max-tablet:text-13 max-tablet:text-muted",
  none: "max-tablet:hidden",
};
