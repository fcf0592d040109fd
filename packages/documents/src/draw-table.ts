import { type Box, MARGIN, type Pages, type Structure, type Style } from "./page.ts";
import type { Column, Fact, PrintedTable } from "./printed-document.ts";
import { BODY, LINE, QUIET, STRONG } from "./styles.ts";

const GAP = 10;
const ROW_PAD = 5;

/**
 * Draws a table with its sums. A row is never divided between pages, and each page repeats the head.
 * @param y where it begins
 * @returns where it ends, perhaps on a later page
 */
export function drawTable(pages: Pages, root: Structure, table: PrintedTable, y: number): number {
  const { pdf } = pages;
  let top = y;
  root.add(pages.tag("H2", () => void pages.draw([table.title], wide(pages, top), { ...BODY, weight: "bold" })));
  top += pages.lineHeight(BODY) + ROW_PAD;
  const boxes = boxesOf(pages, table.columns);
  const structure = pdf.struct("Table", { title: table.title });
  root.add(structure);
  const head = table.columns.map(({ title }) => title);
  top = drawRow(pages, { cells: head, boxes, style: QUIET, top }, (draw) => addRow(pages, structure, "TH", draw));
  for (const cells of table.rows) {
    if (top + heightOf(pages, { cells, boxes, style: BODY }) > pages.bottom) {
      pdf.addPage();
      top = drawRow(pages, { cells: head, boxes, style: QUIET, top: MARGIN }, (draw) =>
        pages.artifact(() => draw.forEach(run)),
      );
    }
    top = drawRow(pages, { cells, boxes, style: BODY, top }, (draw) => addRow(pages, structure, "TD", draw));
  }
  structure.end();
  return drawSums(pages, root, table.sums, top + ROW_PAD);
}

/** Draws labels and values below a table, on its right side. @returns where they end */
function drawSums(pages: Pages, root: Structure, sums: readonly Fact[], y: number): number {
  if (sums.length === 0) return y;
  const { pdf, width } = pages;
  const needed = sums.length * pages.lineHeight(STRONG);
  let top = y;
  if (top + needed > pages.bottom) {
    pdf.addPage();
    top = MARGIN;
  }
  const structure = pdf.struct("Table");
  root.add(structure);
  for (const { label, value, isStrong } of sums) {
    const style = isStrong === true ? STRONG : BODY;
    const at = top;
    const left = { x: MARGIN + width * 0.4, y: at, width: width * 0.4 - GAP, align: "right" } as const;
    const right = { x: MARGIN + width * 0.8, y: at, width: width * 0.2, align: "right" } as const;
    structure.add(
      pages.tag("TR", [
        pages.tag("TH", () => void pages.draw([label], left, style)),
        pages.tag("TD", () => void pages.draw([value], right, style)),
      ]),
    );
    top += pages.lineHeight(style);
  }
  structure.end();
  return top;
}

interface Row {
  readonly cells: readonly string[];
  readonly boxes: readonly Box[];
  readonly style: Style;
}

/** Draws a row and the rule below. @param put places the drawing of each cell in the file. @returns where it ends */
function drawRow(pages: Pages, row: Row & { top: number }, put: (cells: readonly (() => void)[]) => void): number {
  const { boxes, style, top } = row;
  put(
    row.cells.map((text, place) => {
      const box = boxes[place];
      if (box === undefined) throw new Error(`a row of the table has more than ${boxes.length} cells`);
      return () => void pages.draw(pages.wrap(text, box.width, style), { ...box, y: top + ROW_PAD }, style);
    }),
  );
  const end = top + heightOf(pages, row);
  pages.rule(end, LINE);
  return end;
}

function heightOf(pages: Pages, { cells, boxes, style }: Row): number {
  const lines = cells.map((text, place) => pages.wrap(text, boxes[place]?.width ?? 0, style).length);
  return Math.max(1, ...lines) * pages.lineHeight(style) + 2 * ROW_PAD;
}

function addRow(pages: Pages, table: Structure, kind: "TH" | "TD", cells: readonly (() => void)[]): void {
  table.add(
    pages.tag(
      "TR",
      cells.map((draw) => pages.tag(kind, draw)),
    ),
  );
}

function boxesOf({ width }: Pages, columns: readonly Column[]): readonly Box[] {
  const free = width - GAP * (columns.length - 1);
  let x = MARGIN;
  return columns.map(({ align, share }) => {
    const box = { x, y: 0, width: (free * share) / 100, align };
    x += box.width + GAP;
    return box;
  });
}

function wide({ width }: Pages, y: number): Box {
  return { x: MARGIN, y, width, align: "left" };
}

function run(draw: () => void): void {
  draw();
}
