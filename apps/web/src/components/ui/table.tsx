import type { LinkProps } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { classes } from "./classes.ts";
import { late } from "./late.tsx";
import { Skeleton } from "./skeleton.tsx";
import { stepRow } from "./step-row.ts";
import { CELL_LOOK, cellPlace, needsLook, ROW_LOOK, TableRow, TRACKS_LOOK } from "./table-row.tsx";

export interface Column<Row> {
  readonly key: string;
  /** What stands above it; assistive technology reads it with every cell. */
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the end. */
  readonly align?: "start" | "end";
  /** A track of a CSS grid, such as `8rem` or `minmax(0, 2fr)`; never one that depends on the content. */
  readonly width?: string;
  /**
   * Where it stands on a phone, where a row is an item of two lines: `title` and `value` are the first line (one of
   * each), `detail` the second from its start, `note` the second at its end.
   */
  readonly phone?: "title" | "value" | "detail" | "note" | "none";
  /** Left out where the table has less room: `middle` is 52 rem, `wide` is 68. */
  readonly needs?: "middle" | "wide";
}

/** The page or drawer of a row. */
export type RowLink = Pick<LinkProps, "to" | "params" | "search" | "resetScroll" | "replace">;

export interface TableProps<Row> {
  /** What its rows are, such as "Jobs". */
  readonly label: string;
  /** Made once, outside the component or in a memo: rows are drawn again when it changes. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Where a row leads; the `title` cell becomes the link, and the whole row can be pressed. Stable, like the columns. */
  readonly rowLink?: (row: Row) => RowLink;
  /** The row whose drawer is open. */
  readonly currentKey?: string | undefined;
  /** Nothing is known yet: rows of the right size stand in. */
  readonly isLoading?: boolean;
  readonly skeletonRows?: number;
  /** The rows are those of another filter, while the new ones are on their way. */
  readonly isStale?: boolean;
  /** What stands here when there are no rows. */
  readonly empty?: ReactNode;
  /** How many rows there are in all; more than are loaded, or unknown. */
  readonly total?: number | undefined;
  /** Whether there are more to load, and how. Called ahead of the end, and again when it has not come. */
  readonly hasMore?: boolean;
  readonly onMore?: () => void;
  /** `card`: with an edge and a header that stays; `plain`: inside a card. */
  readonly look?: "card" | "plain";
  readonly isHeaderHidden?: boolean;
}

/** More rows than this are drawn only where they can be seen. */
const MOST_PLAIN_ROWS = 80;

const VirtualRows = late(() => import("./virtual-rows.tsx").then((module) => module.VirtualRows));

/**
 * Rows of figures, by the roles of a table on elements that a grid and a transform may place. On a phone each row is an
 * item of two lines. Arrow keys walk through the rows.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, isLoading = false, isStale = false, look = "card", total, hasMore = false } = props;
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
      className={classes(
        "@container text-14",
        look === "card" && "card overflow-clip",
        isStale && "opacity-60 transition-opacity",
      )}
      style={tracksOf(columns)}
    >
      <Header columns={columns} isSticky={look === "card"} isHidden={props.isHeaderHidden ?? false} />
      {isLoading ? <SkeletonRows columns={columns} count={props.skeletonRows ?? 8} /> : <Rows {...props} />}
      {hasMore && <More onMore={props.onMore} count={rows.length} />}
    </div>
  );
}

/** The tracks of a row, by how much room the table has. */
function tracksOf<Row>(columns: readonly Column<Row>[]): React.CSSProperties {
  const tracks = (shown: readonly Column<Row>[]) => shown.map(({ width }) => width ?? "minmax(0, 1fr)").join(" ");
  return {
    "--narrow-columns": tracks(columns.filter(({ needs }) => needs === undefined)),
    "--middle-columns": tracks(columns.filter(({ needs }) => needs !== "wide")),
    "--columns": tracks(columns),
  } as React.CSSProperties;
}

function Header<Row>({
  columns,
  isSticky,
  isHidden,
}: {
  columns: readonly Column<Row>[];
  isSticky: boolean;
  isHidden: boolean;
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
        {columns.map(({ key, header, align, needs }) => (
          <div
            key={key}
            role="columnheader"
            className={classes(
              "truncate text-12 font-medium text-muted",
              align === "end" && "text-right",
              needsLook(needs),
            )}
          >
            {header}
          </div>
        ))}
      </div>
    </div>
  );
}

function Rows<Row>(props: TableProps<Row>) {
  const plain = (
    <div role="rowgroup">
      {props.rows.slice(0, MOST_PLAIN_ROWS).map((row, index) => (
        <TableRow key={props.rowKey(row)} index={index} row={row} {...rowProps(props, row)} />
      ))}
    </div>
  );
  if (props.rows.length <= MOST_PLAIN_ROWS) return plain;
  return <VirtualRows {...(props as unknown as TableProps<object>)} waiting={plain} />;
}

export function rowProps<Row>({ columns, rowKey, rowLink, currentKey }: TableProps<Row>, row: Row) {
  return { columns, rowLink, isCurrent: currentKey !== undefined && rowKey(row) === currentKey };
}

function SkeletonRows<Row>({ columns, count }: { columns: readonly Column<Row>[]; count: number }) {
  return (
    <div role="rowgroup">
      {Array.from({ length: count }, (_, place) => (
        <div key={place} role="row" className={ROW_LOOK}>
          {columns.map((column, cell) => (
            <div key={column.key} role="cell" className={classes(CELL_LOOK, cellPlace(column, cell))}>
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

/** Asks for more before the reader comes to the end. */
function More({ onMore, count }: { onMore: (() => void) | undefined; count: number }) {
  const end = useRef<HTMLDivElement>(null);
  const ask = useRef(onMore);
  useEffect(() => {
    ask.current = onMore;
  });
  // A new observer for every page: an observer that already sees the end says nothing more.
  useEffect(() => {
    if (end.current === null) return undefined;
    const observer = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && ask.current?.(), {
      rootMargin: "4000px",
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [count]);
  return (
    <div ref={end} aria-hidden="true" className="flex h-10 items-center px-4">
      <Skeleton className="h-4 w-40" />
    </div>
  );
}

/** The focus goes from row to row with the arrow keys. */
function walkRows(event: React.KeyboardEvent<HTMLElement>): void {
  const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement) || !event.target.matches("[data-row-link]")) return;
  if (stepRow(event.currentTarget, step)) event.preventDefault();
}
