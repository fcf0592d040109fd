/** A part of a page, from a heading to the next. */
export interface Part {
  /** From the site's root, with the anchor of the heading. */
  readonly address: string;
  /** Of the page. */
  readonly page: string;
  /** Of the heading. */
  readonly title: string;
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** The parts of a built page, one for each heading of the first three levels. */
export function partsOf(
  html: string,
  { address, title }: { readonly address: string; readonly title: string },
): Part[] {
  const content = /<article[^>]*>([\s\S]*)<\/article>/.exec(html)?.[1] ?? "";
  return content.split(/(?=<h[1-3] id=)/).flatMap((part) => {
    const [, level, id, heading] = /^<h([1-3]) id="([^"]*)"[^>]*>(.*?)<\/h/.exec(part) ?? [];
    if (heading === undefined) return [];
    const text = textOf(part.replace(/^.*?<\/h\d>/, ""));
    return [{ address: level === "1" ? address : `${address}#${id}`, page: title, title: textOf(heading), text }];
  });
}

function textOf(html: string): string {
  return html
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, " ")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name] ?? "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
