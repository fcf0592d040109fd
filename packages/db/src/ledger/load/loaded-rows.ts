/**
 * Rows as `lock_and_load_heads` returns them: a line of values for each row, then columns of texts with one text for each
 * row.
 */
export type Rows = readonly [lines: string, ...texts: (readonly (string | null)[])[]];

/** One row, read from its first value to the last; texts have a counter of their own. */
export class Row {
  private readonly values: readonly string[];
  private readonly texts: readonly (readonly (string | null)[])[];
  private readonly place: number;
  private nextValue = 0;
  private nextText = 0;

  constructor(values: readonly string[], texts: readonly (readonly (string | null)[])[], place: number) {
    this.values = values;
    this.texts = texts;
    this.place = place;
  }

  /** The next text that people or services wrote; it may be empty. */
  writtenOrNull(): string | null {
    const text = this.texts[this.nextText]?.[this.place] ?? null;
    this.nextText += 1;
    return text;
  }

  written(): string {
    return this.writtenOrNull() ?? "";
  }

  text(): string {
    const value = this.values[this.nextValue] ?? "";
    this.nextValue += 1;
    return value;
  }

  /** An id or a number as text; an empty value between commas means null. */
  textOrNull(): string | null {
    return this.text() || null;
  }

  /** One of a few words; a CHECK constraint allows no others. */
  word<Word extends string>(): Word {
    return this.text() as Word;
  }

  number(): number {
    return Number(this.text());
  }

  flag(): boolean {
    return this.text() === "t";
  }

  numberOrNull(): number | null {
    const text = this.textOrNull();
    return text === null ? null : Number(text);
  }

  big(): bigint {
    return BigInt(this.text());
  }

  bigOrNull(): bigint | null {
    const text = this.textOrNull();
    return text === null ? null : BigInt(text);
  }
}

export function eachRow(rows: Rows | null | undefined, read: (row: Row) => void): void {
  if (!rows) return;
  const [lines, ...texts] = rows;
  for (const [place, line] of lines.split("\n").entries()) read(new Row(line.split(","), texts, place));
}
