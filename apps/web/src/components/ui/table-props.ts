import type { LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";

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
export type RowLink = Pick<LinkProps, "to" | "params" | "search" | "state" | "resetScroll" | "replace">;

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
