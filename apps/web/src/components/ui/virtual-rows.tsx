import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
import { useMemo, useRef } from "react";
import type { TableProps } from "./table-props.ts";
import { rowProps, TableRow } from "./table-row.tsx";
import { useIsPhone } from "./use-media.ts";
import { useRowsInSight } from "./use-rows-in-sight.ts";

/** Heights of a row in rem, as its classes set them: a row, and on a phone an item of two lines. */
const ROW_REM = 2.5;
const ITEM_REM = 3.75;

/** No features of the table library: the API sorts, filters and pages. */
const features = tableFeatures({});

/**
 * Draws only the rows near the window, while the page itself scrolls. Only these rows go through the table's row model:
 * with all of them, every page that arrives would rebuild it over 100,000 rows.
 */
export function VirtualRows(props: TableProps<object>) {
  const { rows, rowKey, columns } = props;
  const list = useRef<HTMLDivElement>(null);
  const height = (useIsPhone() ? ITEM_REM : ROW_REM) * rootFontSize();
  const { first, end } = useRowsInSight(list, rows.length, height);
  const data = useMemo(() => rows.slice(first, end), [rows, first, end]);
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
  return (
    <div ref={list} role="rowgroup" className="relative" style={{ height: rows.length * height }}>
      {table.getRowModel().rows.map(({ id, index, original }) => (
        <TableRow
          key={id}
          index={first + index}
          row={original}
          offset={(first + index) * height}
          {...rowProps(props, original)}
        />
      ))}
    </div>
  );
}

const rootFontSize = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
