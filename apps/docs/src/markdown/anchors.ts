const FENCE = /^\s*(```|~~~)/;

/** The anchors of a Markdown text: headings as GitHub names them, and `<a id="...">`. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  let isCode = false;
  for (const line of markdown.split("\n")) {
    if (FENCE.test(line)) isCode = !isCode;
    if (isCode) continue;
    for (const [, id = ""] of line.matchAll(/<a id="([^"]+)">/g)) anchors.add(id);
    const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (heading !== undefined) anchors.add(slug(heading));
  }
  return anchors;
}

/** The name that GitHub gives a heading. */
export function slug(heading: string): string {
  const text = heading.replaceAll(/<[^>]+>/g, "").replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1");
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
}
