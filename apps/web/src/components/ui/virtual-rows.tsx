import { useRef } from "react";
import { rowProps, type TableProps } from "./table.tsx";
import { TableRow } from "./table-row.tsx";
import { useIsPhone } from "./use-media.ts";
import { useRowsInSight } from "./use-rows-in-sight.ts";

/** Heights of a row in rem, as its look has them: an item of two lines on a phone. */
const [ROW_REM, ITEM_REM] = [2.5, 3.75];

/** Rows of which only those near the window are drawn; the page's own scrolling moves them. */
export function VirtualRows(props: TableProps<unknown>) {
  const { rows, rowKey } = props;
  const list = useRef<HTMLDivElement>(null);
  const height = (useIsPhone() ? ITEM_REM : ROW_REM) * rootFontSize();
  const { first, end } = useRowsInSight(list, rows.length, height);
  return (
    // biome-ignore lint/a11y/useSemanticElements: see Table.
    <div ref={list} role="rowgroup" className="relative" style={{ height: rows.length * height }}>
      {rows.slice(first, end).map((row, place) => (
        <TableRow
          key={rowKey(row)}
          index={first + place}
          row={row}
          offset={(first + place) * height}
          {...rowProps(props, row)}
        />
      ))}
    </div>
  );
}

const rootFontSize = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
