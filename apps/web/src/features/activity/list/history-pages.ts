import type { ActivityLine } from "../../../words/line-words.ts";

/** A page of lines, the newest first, and the cursor of the next page. */
export interface HistoryPage {
  readonly lines: readonly ActivityLine[];
  readonly next: number | null;
}

/** All loaded pages, the newest first, and the cursor of each. */
export interface History {
  readonly pages: HistoryPage[];
  readonly pageParams: unknown[];
}

/** The lines that arrived after the pages were loaded. */
export interface News {
  readonly lines: readonly ActivityLine[];
  /** There are so many new lines that some are missing between these and the pages. */
  readonly isGap: boolean;
}

/** The lines that are newer than the loaded pages. Entries never change, so nothing else can be new. */
export function newsOf({ pages }: History, newest: HistoryPage): News {
  const known = topOf(pages);
  const lines = newest.lines.filter(({ seq }) => seq > known);
  return { lines, isGap: lines.length === newest.lines.length && lines.length > 0 && newest.next !== null };
}

/**
 * Adds the new lines on top. After a gap the history starts again with the newest page, and scrolling loads the rest.
 */
export function withNews(history: History, newest: HistoryPage): History {
  const { lines, isGap } = newsOf(history, newest);
  if (isGap) return { pages: [newest], pageParams: [null] };
  const [first, ...others] = history.pages;
  if (first === undefined || lines.length === 0) return history;
  return { ...history, pages: [{ ...first, lines: [...lines, ...first.lines] }, ...others] };
}

/** The number of the newest line; 0 if there is none. */
function topOf(pages: readonly HistoryPage[]): number {
  return pages.find(({ lines }) => lines.length > 0)?.lines[0]?.seq ?? 0;
}
