/** A text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Nothing, or values and lists of them. A false condition writes nothing. */
export type Part = string | number | false | null | undefined | Html | readonly Html[];

/** Writes HTML. Every value is escaped, unless it is HTML already; a list is joined. */
export function html(template: TemplateStringsArray, ...values: readonly Part[]): Html {
  const parts = template.map((fixed, n) => fixed + textOf(values[n]));
  return new Html(parts.join(""));
}

function textOf(value: Part): string {
  if (value === false || value === null || value === undefined) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return String(value).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
