import { buffer } from "node:stream/consumers";
import { drawTable } from "./draw-table.ts";
import { MARGIN, openPages, type Pages, type Structure } from "./page.ts";
import type { Fact, Party, PrintedDocument } from "./printed-document.ts";
import { BODY, QUIET, SMALL, TITLE } from "./styles.ts";

/**
 * Makes the file of a document: A4, PDF/A-3b with its fonts in it, marked for screen readers. It has letters for Latin,
 * Greek, Cyrillic, Vietnamese, Chinese, Japanese and Korean. A page takes about a tenth of a second.
 * @returns the bytes, the same for the same document
 */
export async function renderDocument(document: PrintedDocument): Promise<Buffer> {
  const { title, number, language, createdAt, from } = document;
  const pages = openPages({ title: `${title} ${number}`, author: from.name, language, createdAt });
  const { pdf } = pages;
  const bytes = buffer(pdf);
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  let y = drawHead(pages, root, document);
  y = drawParties(pages, root, document, y + 24);
  for (const table of document.tables) y = drawTable(pages, root, table, y + 28);
  drawNotes(pages, root, document.notes, y + 24);
  root.end();
  drawFooters(pages, document);
  pdf.end();
  return bytes;
}

/** Draws the title, and the facts on its right. @returns where they end */
function drawHead(pages: Pages, root: Structure, { title, number, facts }: PrintedDocument): number {
  const { width } = pages;
  const half = width / 2;
  root.add(
    pages.tag("H1", () => void pages.draw([title], { x: MARGIN, y: MARGIN, width: half, align: "left" }, TITLE)),
  );
  const below = { x: MARGIN, y: MARGIN + pages.lineHeight(TITLE), width: half, align: "left" } as const;
  root.add(pages.tag("P", () => void pages.draw([number], below, { ...BODY, size: 12 })));
  const end = drawFacts(pages, root, facts);
  return Math.max(end, below.y + pages.lineHeight({ ...BODY, size: 12 }));
}

function drawFacts(pages: Pages, root: Structure, facts: readonly Fact[]): number {
  const { width } = pages;
  const x = MARGIN + width / 2;
  let y = MARGIN + 6;
  for (const { label, value, isStrong } of facts) {
    const style = isStrong === true ? { ...BODY, weight: "bold" as const } : BODY;
    const lines = pages.wrap(value, width * 0.3, style);
    const at = y;
    root.add(
      pages.tag("P", () => {
        pages.draw([label], { x, y: at + 1, width: width * 0.2 - 10, align: "right" }, QUIET);
        pages.draw(lines, { x: x + width * 0.2, y: at, width: width * 0.3, align: "right" }, style);
      }),
    );
    y += lines.length * pages.lineHeight(style);
  }
  return y;
}

function drawParties(pages: Pages, root: Structure, { from, to }: PrintedDocument, y: number): number {
  const half = pages.width / 2;
  const left = drawParty(pages, root, from, { x: MARGIN, y, width: half - 15 });
  const right = drawParty(pages, root, to, { x: MARGIN + half + 15, y, width: half - 15 });
  return Math.max(left, right);
}

function drawParty(
  pages: Pages,
  root: Structure,
  { heading, name, lines }: Party,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): number {
  const section = pages.pdf.struct("Sect");
  root.add(section);
  let top = y;
  for (const { text, style } of [
    { text: heading, style: QUIET },
    { text: name, style: { ...BODY, weight: "bold" as const } },
    ...lines.map((line) => ({ text: line, style: BODY })),
  ]) {
    const wrapped = pages.wrap(text, width, style);
    const at = top;
    section.add(pages.tag("P", () => void pages.draw(wrapped, { x, y: at, width, align: "left" }, style)));
    top += wrapped.length * pages.lineHeight(style);
  }
  section.end();
  return top;
}

function drawNotes(pages: Pages, root: Structure, notes: readonly string[], y: number): void {
  const { pdf, width } = pages;
  let top = y;
  for (const note of notes) {
    const lines = pages.wrap(note, width, BODY);
    const height = lines.length * pages.lineHeight(BODY);
    if (top + height > pages.bottom) {
      pdf.addPage();
      top = MARGIN;
    }
    const at = top;
    root.add(pages.tag("P", () => void pages.draw(lines, { x: MARGIN, y: at, width, align: "left" }, BODY)));
    top += height + 4;
  }
}

/** Draws a line at the bottom of each page, with its number. */
function drawFooters(pages: Pages, { footer, title, number }: PrintedDocument): void {
  const { pdf, width } = pages;
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    const y = pdf.page.height - MARGIN - 6;
    pages.artifact(() => {
      const [first = ""] = pages.wrap(footer, width * 0.6, SMALL);
      pages.draw([first], { x: MARGIN, y, width: width * 0.6, align: "left" }, SMALL);
      const words = `${title} ${number} · page ${page + 1} of ${count}`;
      pages.draw([words], { x: MARGIN + width * 0.6, y, width: width * 0.4, align: "right" }, SMALL);
    });
  }
}
