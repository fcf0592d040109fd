import PDFDocument from "pdfkit";
import type { Weight } from "./faces.ts";
import { lettersOf, type Run, runsOf } from "./runs.ts";

/** An element of the file's structure. */
export type Structure = ReturnType<InstanceType<typeof PDFDocument>["struct"]>;

/** How a text looks. */
export interface Style {
  /** In points. */
  readonly size: number;
  readonly weight: Weight;
  readonly color: string;
}

/** A box that text is drawn in. In points, from the upper left corner of the page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align: "left" | "right";
}

/** Points from the paper's edge to the text. */
export const MARGIN = 50;

/** Points from one line to the next, by the size of the text. */
const LEADING = 1.45;

/** Without this, letters with dots below lose their marks in the text that a reader copies. */
const FEATURES = { features: { ccmp: false } as unknown as [] };

/** The pages of a file, with text in boxes. */
export class Pages {
  readonly pdf: InstanceType<typeof PDFDocument>;
  private readonly known = new Set<string>();
  private readonly widths = new Map<string, number>();

  constructor(pdf: InstanceType<typeof PDFDocument>) {
    this.pdf = pdf;
  }

  /** The width between the margins. */
  get width(): number {
    return this.pdf.page.width - 2 * MARGIN;
  }

  /** Where the text of a page ends; the footer is below. */
  get bottom(): number {
    return this.pdf.page.height - MARGIN - 24;
  }

  lineHeight({ size }: Style): number {
    return size * LEADING;
  }

  /** Breaks a text into lines that fit a width: between words, and within a word that is wider than a line. */
  wrap(text: string, width: number, style: Style): readonly string[] {
    const space = this.widthOf(" ", style);
    const lines: string[] = [];
    let line = "";
    let used = 0;
    for (const word of text.split(/\s+/)) {
      const wide = this.widthOf(word, style);
      if (line !== "" && used + space + wide <= width) {
        line += ` ${word}`;
        used += space + wide;
        continue;
      }
      if (line !== "") lines.push(line);
      const parts = wide <= width ? [word] : this.cut(word, width, style);
      lines.push(...parts.slice(0, -1));
      line = parts.at(-1) ?? "";
      used = this.widthOf(line, style);
    }
    return [...lines, line];
  }

  /** Draws lines of text. @returns the height that they take */
  draw(lines: readonly string[], { x, y, width, align }: Box, style: Style): number {
    const height = this.lineHeight(style);
    lines.forEach((line, place) => {
      const left = align === "right" ? x + width - this.widthOf(line, style) : x;
      this.drawLine(line, left, y + place * height + style.size, style);
    });
    return lines.length * height;
  }

  /** Makes an element of the file's structure, which a screen reader follows. */
  tag(kind: string, content: (() => void) | Structure[]): Structure {
    return this.pdf.struct(kind, {}, content);
  }

  /** Draws what is no content, such as a rule or a footer; a screen reader leaves it out. */
  artifact(draw: () => void): void {
    this.pdf.markContent("Artifact", { type: "Layout" });
    draw();
    this.pdf.endMarkedContent();
  }

  /** Draws a thin line across the page. */
  rule(y: number, color: string): void {
    this.artifact(() => {
      this.pdf
        .moveTo(MARGIN, y)
        .lineTo(MARGIN + this.width, y)
        .lineWidth(0.5)
        .strokeColor(color)
        .stroke();
    });
  }

  private drawLine(line: string, x: number, baseline: number, style: Style): void {
    let left = x;
    for (const run of runsOf(line, style.weight)) {
      this.use(run, style)
        .fillColor(style.color)
        .text(run.text, left, baseline, { lineBreak: false, baseline: "alphabetic", ...FEATURES });
      left += this.widthOfRun(run, style);
    }
  }

  /** Cuts a word into parts that fit a width. */
  private cut(word: string, width: number, style: Style): readonly string[] {
    const parts: string[] = [];
    let part = "";
    let used = 0;
    for (const letter of lettersOf(word)) {
      const wide = this.widthOf(letter, style);
      if (part !== "" && used + wide > width) {
        parts.push(part);
        part = "";
        used = 0;
      }
      part += letter;
      used += wide;
    }
    return [...parts, part];
  }

  private widthOf(text: string, style: Style): number {
    return runsOf(text, style.weight).reduce((sum, run) => sum + this.widthOfRun(run, style), 0);
  }

  /** Widths are kept, since to measure a text is to shape it. */
  private widthOfRun(run: Run, style: Style): number {
    const key = `${run.face.name} ${run.text}`;
    let atSizeOne = this.widths.get(key);
    if (atSizeOne === undefined) {
      atSizeOne = this.use(run, style).widthOfString(run.text, FEATURES) / style.size;
      this.widths.set(key, atSizeOne);
    }
    return atSizeOne * style.size;
  }

  private use({ face }: Run, { size }: Style): InstanceType<typeof PDFDocument> {
    if (!this.known.has(face.name)) this.pdf.registerFont(face.name, face.file());
    this.known.add(face.name);
    return this.pdf.font(face.name, size);
  }
}

/** Opens a file of A4 pages for an archive: PDF/A-3b, with all fonts in it and marked for screen readers. */
export function openPages({
  title,
  author,
  language,
  createdAt,
}: {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly createdAt: Date;
}): Pages {
  const pdf = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    bufferPages: true,
    subset: "PDF/A-3b",
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: language,
    // No font to begin with: pdfkit would open a face that it has under another name again for each line.
    font: "",
    info: {
      Title: title,
      Author: author,
      Producer: "Scrip",
      Creator: "Scrip",
      CreationDate: createdAt,
      ModDate: createdAt,
    },
  });
  return new Pages(pdf);
}
