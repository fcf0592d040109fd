import { useMemo } from "react";
import { amountNeeds } from "./amount-needs.ts";
import { amountTrack } from "./amount-track.ts";
import type { Column, TableHeading } from "./table-props.ts";

/** A column with what its amounts need. */
export interface DrawnColumn<Row> extends Column<Row> {
  /** Whether all amounts of the column show six decimals. */
  readonly isFine: boolean;
}

const NO_HEADINGS: readonly TableHeading[] = [];

/**
 * Decides the precision and the least width of each column of amounts, by all loaded rows. Tracks do not depend on the
 * rows that are drawn, so scrolling changes nothing. A page that arrives changes them only if it has the first fraction
 * of a cent or the longest amount so far.
 * @returns the same array until a decision changes, since a new one redraws every row
 */
export function useDrawnColumns<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  headings = NO_HEADINGS,
): readonly DrawnColumn<Row>[] {
  const decisions = useMemo(
    () =>
      columns.map(({ key, micros, beside = 0 }) => {
        if (micros === undefined) return "";
        const ofRows = amountNeeds(rows, micros);
        const ofHeadings = amountNeeds(headings, (heading) => (heading.column === key ? heading.micros : null));
        const fine = ofRows.isFine || ofHeadings.isFine;
        const characters = Math.max(
          ofRows.characters + (fine && !ofRows.isFine ? 4 : 0),
          ofHeadings.characters + (fine && !ofHeadings.isFine ? 4 : 0),
        );
        return `${fine ? "fine" : "cents"} ${characters + beside}`;
      }),
    [columns, rows, headings],
  ).join();
  return useMemo(() => {
    const decided = decisions.split(",");
    return columns.map((column, index) => {
      const [precision, characters] = decided[index]?.split(" ") ?? [];
      if (characters === undefined) return { ...column, isFine: false };
      return { ...column, isFine: precision === "fine", width: amountTrack(column.width, Number(characters)) };
    });
  }, [columns, decisions]);
}
