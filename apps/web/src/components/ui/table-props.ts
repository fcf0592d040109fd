import type { LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";

export interface Column<Row> {
  readonly key: string;
  /** The header of the column. Assistive technology reads it with every cell. */
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** `end` for figures. */
  readonly align?: "start" | "end";
  /**
   * The amount in the cell: digits of micro-USD, or `null` for none. The amounts of a column decide its precision and
   * its least width, so that no amount is cut.
   */
  readonly micros?: (row: Row) => string | null;
  /** How many characters a cell has beside its amount, such as 2 for "/h". */
  readonly beside?: number;
  /** A track of a CSS grid, such as `8rem` or `minmax(0, 2fr)`. It must not depend on the content. */
  readonly width?: string;
  /**
   * The position on a phone, where a row is an item of two lines. `title` and `value` form the first line, one of each;
   * `detail` starts the second line, at most two of them, and `note` ends it.
   */
  readonly phone?: "title" | "value" | "detail" | "note" | "none";
  /** The least width of a table that shows the column: `small` is 32 rem, `middle` is 52, `wide` is 68. */
  readonly needs?: "small" | "middle" | "wide";
  /** The name of the order by this column, if the table can be sorted by it. */
  readonly sort?: string;
}

/** Rows that a person can sort by some columns. */
export interface Sorting {
  /** The direction, for the column that the rows are sorted by. */
  readonly directionOf: (sort: string) => "ascending" | "descending" | undefined;
  /** The button in the header of a column that the rows can be sorted by. */
  readonly button: (header: string, sort: string) => ReactNode;
}

/** A heading between rows, such as a day with its sum. */
export interface TableHeading {
  readonly key: string;
  /** The index of the first row below the heading. */
  readonly before: number;
  readonly title: ReactNode;
  /** A remark beside the title. */
  readonly note?: ReactNode;
  /** The key of the column under which the sum stands; no column after it may have `needs`. */
  readonly column: string;
  /** The sum as digits of micro-USD, or `null` while it is unknown. It counts for the precision of the column. */
  readonly micros: string | null;
  readonly sum: ReactNode;
}

/** The link of a row to its page or drawer. */
export type RowLink = Pick<LinkProps, "to" | "params" | "search" | "state" | "resetScroll" | "replace">;

export interface TableProps<Row> {
  /** The name of the table, such as "Jobs". */
  readonly label: string;
  /** Create the array once, outside the component or in a memo: a new one redraws every row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Headings between the rows, from the top down. Create the array once, like the columns. */
  readonly headings?: readonly TableHeading[];
  /** The link of a row. The `title` cell becomes the link, and it covers the whole row. Stable, like the columns. */
  readonly rowLink?: (row: Row) => RowLink;
  /** The key of the row whose drawer is open. */
  readonly currentKey?: string | undefined;
  /** No data has arrived yet, so the table draws placeholders of the same size. */
  readonly isLoading?: boolean;
  readonly skeletonRows?: number;
  /** The rows belong to the previous filter while the new ones load. */
  readonly isStale?: boolean;
  /** Replaces the table if there are no rows. */
  readonly empty?: ReactNode;
  /** How many rows there are in all, loaded or not; `undefined` if unknown. */
  readonly total?: number | undefined;
  /** Whether there are more rows to load. */
  readonly hasMore?: boolean;
  /** Loads more rows. The table calls it before the reader reaches the end, and again after each page. */
  readonly onMore?: () => void;
  /** `card`: with a border and a sticky header; `plain`: for use inside a card. */
  readonly look?: "card" | "plain";
  readonly isHeaderHidden?: boolean;
  /** Not on a phone, where the header is hidden. */
  readonly sorting?: Sorting | undefined;
}
