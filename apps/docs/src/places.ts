import { join, relative, resolve } from "node:path";
import { dirname } from "node:path/posix";

export const root: string = resolve(import.meta.dirname, "../../..");

/** The folder of the Markdown files, from the project's root. */
export const DOCS = "docs";

/** The folder of the built site. */
export const siteDir: string = resolve(import.meta.dirname, "../dist");

/** Files that are pages too, although they lie elsewhere, with their addresses on the site. */
export const ELSEWHERE: Readonly<Record<string, string>> = { "packages/client/README.md": "client.html" };

/** The address of a page on the site: `docs/rules.md` is `rules.html`, `docs/README.md` is `index.html`. */
export function addressOf(source: string): string {
  const elsewhere = ELSEWHERE[source];
  if (elsewhere !== undefined) return elsewhere;
  const path = relative(DOCS, source);
  return path.replace(/(^|\/)README\.md$/, "$1index.md").replace(/\.md$/, ".html");
}

/** A link from one address of the site to another. It is relative, so that the site works in any folder. */
export function linkBetween(from: string, to: string): string {
  return relative(dirname(from), to);
}

/** The absolute path of a file of the project. */
export const inProject = (path: string): string => join(root, path);
