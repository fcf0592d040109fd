/** A place in the documents, such as `docs/rules.md#holds`, from the project's root. */
const LINK = /^(docs\/[\w/-]+\.md|apps\/[\w/-]+\.md|packages\/[\w/-]+\.md)(#[\w-]+)?$/;

/** What the `@source` lines of a file name, joined by semicolons in one line. */
export function sourcesOf(text: string): string[] {
  return [...text.matchAll(/@source +([^\n]*?)(?: *\*\/)?$/gm)].flatMap(([, links = ""]) => links.trim().split(/; */));
}

/** Whether a source is a link into the documents, and not a citation of something else. */
export const isLink = (source: string): boolean => LINK.test(source);

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
const TITLE = /\b(?:it|test|describe)(?:\.\w+)*(?:\([^()]*\))?\(\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1/g;
const ID = /(?<![\w.#$-])([A-GL][1-9]\d?)(?![\w-])/g;

/** The ids of invariants, faults and controls in the comments and test names of a file. */
export function idsOf(text: string): string[] {
  const comments = [...text.matchAll(COMMENT)].map(([comment]) => comment);
  const titles = [...text.matchAll(TITLE)].map(([, , title = ""]) => title);
  return [...comments, ...titles].flatMap((part) => [...part.matchAll(ID)].map(([id]) => id));
}
