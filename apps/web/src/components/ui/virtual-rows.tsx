import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
import { useMemo, useRef } from "react";
import type { DrawnColumn } from "./drawn-columns.ts";
import { itemsIn } from "./headed-rows.ts";
import { HeadingRow } from "./heading-row.tsx";
import type { TableProps } from "./table-props.ts";
import { rowProps, TableRow } from "./table-row.tsx";
import { useIsPhone } from "./use-media.ts";
import { useRowsInSight } from "./use-rows-in-sight.ts";

interface VirtualRowsProps extends TableProps<object> {
  readonly columns: readonly DrawnColumn<object>[];
}

/** Heights of a row in rem, as its classes set them: a row, and on a phone an item of two lines. Headings have the same. */
const ROW_REM = 2.5;
const ITEM_REM = 3.75;

/** No features of the table library: the API sorts, filters and pages. */
const features = tableFeatures({});

/**
 * Draws only the rows near the window, while the page itself scrolls. Only these rows go through the table's row model:
 * with all of them, every page that arrives would rebuild it over 100,000 rows.
 */
export function VirtualRows(props: VirtualRowsProps) {
  const { rows, rowKey, columns, headings = [] } = props;
  const list = useRef<HTMLDivElement>(null);
  const height = (useIsPhone() ? ITEM_REM : ROW_REM) * rootFontSize();
  const count = rows.length + headings.length;
  const { first, end } = useRowsInSight(list, count, height);
  const items = useMemo(() => itemsIn(headings, rows.length, first, end), [headings, rows.length, first, end]);
  const data = useMemo(() => items.flatMap((item) => ("row" in item ? (rows[item.row] ?? []) : [])), [rows, items]);
  const definitions = useMemo(
    () =>
      columns.map(
        ({ key, header, cell }): ColumnDef<typeof features, object> => ({
          id: key,
          header,
          cell: ({ row }) => cell(row.original),
        }),
      ),
    [columns],
  );
  const table = useTable({ features, data, columns: definitions, getRowId: rowKey });
  const model = table.getRowModel().rows;
  const firstRow = items.find((item) => "row" in item)?.row ?? 0;
  return (
    <div ref={list} role="rowgroup" className="relative" style={{ height: count * height }}>
      {items.map((item, index) => {
        const offset = (first + index) * height;
        if ("heading" in item) {
          const heading = headings[item.heading];
          return heading && <HeadingRow key={heading.key} heading={heading} columns={columns} offset={offset} />;
        }
        const drawn = model[item.row - firstRow];
        if (drawn === undefined) return null;
        return (
          <TableRow
            key={drawn.id}
            index={item.row}
            row={drawn.original}
            offset={offset}
            {...rowProps(props, columns, drawn.original)}
          />
        );
      })}
    </div>
  );
}

const rootFontSize = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
