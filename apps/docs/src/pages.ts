import { globSync, readFileSync } from "node:fs";
import { DOCS, ELSEWHERE, inProject, root } from "./places.ts";

/** The Markdown files of all pages, from the project's root, each with its first heading. */
export function pageTitles(): Map<string, string> {
  const sources = [...globSync(`${DOCS}/**/*.md`, { cwd: root }), ...Object.keys(ELSEWHERE)].sort();
  return new Map(sources.map((source) => [source, titleOf(readFileSync(inProject(source), "utf8"), source)]));
}

/** @throws Error for a text without a heading of the first level */
function titleOf(markdown: string, source: string): string {
  const title = /^# (.+)$/m.exec(markdown)?.[1];
  if (title === undefined) throw new Error(`${source} has no heading of the first level.`);
  return title.replaceAll("`", "");
}
