import type { LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";

export interface Column<Row> {
  readonly key: string;
  /** The header of the column. Assistive technology reads it with every cell. */
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** `end` for figures. */
  readonly align?: "start" | "end";
  /** A track of a CSS grid, such as `8rem` or `minmax(0, 2fr)`. It must not depend on the content. */
  readonly width?: string;
  /**
   * The position on a phone, where a row is an item of two lines. `title` and `value` form the first line, one of each;
   * `detail` starts the second line and `note` ends it.
   */
  readonly phone?: "title" | "value" | "detail" | "note" | "none";
  /** The least width of a table that shows the column: `middle` is 52 rem, `wide` is 68. */
  readonly needs?: "middle" | "wide";
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
}
