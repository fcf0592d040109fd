import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";

const FENCE = /^(```|~~~)/;

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
function slug(heading: string): string {
  const text = heading.replaceAll(/<[^>]+>/g, "").replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1");
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
}

/**
 * Why a link into the repository leads nowhere, or `null` where it leads to a file and an anchor.
 * @param from the file that has the link, from the project's root; its folder is where the link begins
 */
export function linkProblem(root: string, from: string, link: string): string | null {
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? from : join(dirname(from), path);
  if (!existsSync(join(root, file))) return `${from}: ${link} names a file that is not there`;
  if (anchor === undefined || !file.endsWith(".md")) return null;
  const isThere = anchorsOf(readFileSync(join(root, file), "utf8")).has(anchor);
  return isThere ? null : `${from}: ${link} names an anchor that is not there`;
}
