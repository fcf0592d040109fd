import { useEffect, useRef } from "react";
import { classes } from "./classes.ts";
import { type DrawnColumn, useDrawnColumns } from "./drawn-columns.ts";
import { itemsIn } from "./headed-rows.ts";
import { HeadingRow } from "./heading-row.tsx";
import { late } from "./late.tsx";
import { Skeleton } from "./skeleton.tsx";
import { stepRow } from "./step-row.ts";
import type { Column, Sorting, TableProps } from "./table-props.ts";
import { cellLook, cellPosition, needsLook, ROW_LOOK, rowProps, TableRow, TRACKS_LOOK } from "./table-row.tsx";

/** A table with more rows than this draws only the visible ones. */
const MOST_PLAIN_ROWS = 80;

const VirtualRows = late(() => import("./virtual-rows.tsx").then((module) => module.VirtualRows));

/**
 * A table of figures. It uses ARIA roles instead of table elements, so that CSS can place rows by grid and transform.
 * On a phone each row is an item of two lines. Arrow keys move the focus from row to row. Rows have the numbers of the
 * data, which headings between them do not change.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { label, rows, headings, isLoading = false, isStale = false, look = "card", total, hasMore = false } = props;
  const columns = useDrawnColumns(props.columns, rows, headings);
  if (rows.length === 0 && !isLoading) return <div className={look === "card" ? "card" : ""}>{props.empty}</div>;
  const known = hasMore ? (total ?? -1) : rows.length;
  return (
    <div
      role="table"
      aria-label={label}
      aria-rowcount={known === -1 ? -1 : known + 1}
      aria-colcount={columns.length}
      aria-busy={isLoading || isStale || undefined}
      onKeyDown={walkRows}
      onClick={pressRow}
      onAuxClick={pressRow}
      className={classes(
        "@container text-14",
        look === "card" && "card overflow-clip",
        isStale && "opacity-60 transition-opacity",
      )}
      style={tracksOf(columns)}
    >
      <Header
        columns={columns}
        isSticky={look === "card"}
        isHidden={props.isHeaderHidden ?? false}
        sorting={props.sorting}
      />
      {isLoading ? (
        <SkeletonRows columns={columns} count={props.skeletonRows ?? 8} />
      ) : (
        <Rows {...props} columns={columns} />
      )}
      {hasMore && <More onMore={props.onMore} count={rows.length} />}
    </div>
  );
}

/** The grid tracks of a row, for each width of the table. */
function tracksOf<Row>(columns: readonly Column<Row>[]): React.CSSProperties {
  const tracks = (shown: readonly Column<Row>[]) => shown.map(({ width }) => width ?? "minmax(0, 1fr)").join(" ");
  return {
    "--narrow-columns": tracks(columns.filter(({ needs }) => needs === undefined)),
    "--small-columns": tracks(columns.filter(({ needs }) => needs === undefined || needs === "small")),
    "--middle-columns": tracks(columns.filter(({ needs }) => needs !== "wide")),
    "--columns": tracks(columns),
  } as React.CSSProperties;
}

function Header<Row>({
  columns,
  isSticky,
  isHidden,
  sorting,
}: {
  columns: readonly Column<Row>[];
  isSticky: boolean;
  isHidden: boolean;
  sorting: Sorting | undefined;
}) {
  return (
    <div
      role="rowgroup"
      className={classes(
        "max-tablet:sr-only",
        isHidden ? "sr-only" : "border-b border-line",
        isSticky && "sticky top-(--top) z-10 bg-raised",
      )}
    >
      <div role="row" aria-rowindex={1} className={classes("grid h-9 items-center gap-x-4 px-4", TRACKS_LOOK)}>
        {columns.map(({ key, header, align, needs, sort }) => (
          <div
            key={key}
            role="columnheader"
            aria-sort={sort === undefined ? undefined : sorting?.directionOf(sort)}
            className={classes(
              "truncate text-12 font-medium text-muted",
              align === "end" && "text-right",
              needsLook(needs),
            )}
          >
            {sort === undefined || sorting === undefined ? header : sorting.button(header, sort)}
          </div>
        ))}
      </div>
    </div>
  );
}

interface RowsProps<Row> extends TableProps<Row> {
  readonly columns: readonly DrawnColumn<Row>[];
}

function Rows<Row>(props: RowsProps<Row>) {
  const { rows, headings = [], columns, rowKey } = props;
  const plain = (
    <div role="rowgroup">
      {itemsIn(headings, rows.length, 0, MOST_PLAIN_ROWS).map((item) => {
        if ("heading" in item) {
          const heading = headings[item.heading];
          return heading && <HeadingRow key={heading.key} heading={heading} columns={columns} />;
        }
        const row = rows[item.row] as Row;
        return <TableRow key={rowKey(row)} index={item.row} row={row} {...rowProps(props, columns, row)} />;
      })}
    </div>
  );
  if (rows.length + headings.length <= MOST_PLAIN_ROWS) return plain;
  return <VirtualRows {...(props as unknown as RowsProps<object>)} waiting={plain} />;
}

function SkeletonRows<Row>({ columns, count }: { columns: readonly DrawnColumn<Row>[]; count: number }) {
  return (
    <div role="rowgroup">
      {Array.from({ length: count }, (_, position) => (
        <div key={position} role="row" className={ROW_LOOK}>
          {columns.map((column, cell) => (
            <div key={column.key} role="cell" className={classes(cellLook(column), cellPosition(columns, cell))}>
              <Skeleton
                className={classes(
                  "my-0.5 h-3.5 tablet:h-4",
                  column.align === "end" ? "ml-auto w-16" : "w-24 max-w-full",
                )}
              />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Loads more rows before the reader reaches the end. */
function More({ onMore, count }: { onMore: (() => void) | undefined; count: number }) {
  const end = useRef<HTMLDivElement>(null);
  const load = useRef(onMore);
  useEffect(() => {
    load.current = onMore;
  });
  // Create a new observer for every page: one that already sees the end reports nothing more.
  useEffect(() => {
    if (end.current === null) return undefined;
    const observer = new IntersectionObserver(
      (seen) => seen.some((entry) => entry.isIntersecting) && load.current?.(),
      {
        rootMargin: "4000px",
      },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [count]);
  return (
    <div ref={end} aria-hidden="true" className="flex h-10 items-center px-4">
      <Skeleton className="h-4 w-40" />
    </div>
  );
}

/**
 * Passes a press on a part of a row that lies above the row's link, such as a time with its tooltip, to that link. With
 * the middle button or a modifier key, the browser opens the link in a new tab.
 */
function pressRow(event: React.MouseEvent<HTMLElement>): void {
  const { target, button, ctrlKey, metaKey, shiftKey } = event;
  if (event.defaultPrevented || button > 1 || !(target instanceof Element) || target.closest(PRESSABLE) !== null)
    return;
  const link = target.closest('[role="row"]')?.querySelector("[data-row-link]");
  const isMiddle = button === 1;
  const keys = { ctrlKey: ctrlKey || isMiddle, metaKey: metaKey || isMiddle, shiftKey };
  link?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...keys }));
}

const PRESSABLE = "a, button, input, label, select, summary";

/** Moves the focus from row to row with the arrow keys. */
function walkRows(event: React.KeyboardEvent<HTMLElement>): void {
  const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement) || !event.target.matches("[data-row-link]")) return;
  if (stepRow(event.currentTarget, step)) event.preventDefault();
}
