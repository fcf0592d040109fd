import type { ActivityLine } from "../../../words/line-words.ts";

/** A page of lines, the newest first, and what to ask for next. */
export interface HistoryPage {
  readonly lines: ActivityLine[];
  readonly next: number | null;
}

/** All pages that were read, the newest first, and what each was asked by. */
export interface History {
  readonly pages: HistoryPage[];
  readonly pageParams: unknown[];
}

/** What came since the pages were read. */
export interface News {
  readonly lines: readonly ActivityLine[];
  /** There are so many that some lie between these and the pages. */
  readonly isGap: boolean;
}

/** What the newest lines have that the pages have not. Entries never change, so nothing else can be new. */
export function newsOf({ pages }: History, newest: HistoryPage): News {
  const known = topOf(pages);
  const lines = newest.lines.filter(({ seq }) => seq > known);
  return { lines, isGap: lines.length === newest.lines.length && lines.length > 0 && newest.next !== null };
}

/** The pages with the news on top. Over a gap history begins anew, and is read again on the way down. */
export function withNews(history: History, newest: HistoryPage): History {
  const { lines, isGap } = newsOf(history, newest);
  if (isGap) return { pages: [newest], pageParams: [null] };
  const [first, ...others] = history.pages;
  if (first === undefined || lines.length === 0) return history;
  return { ...history, pages: [{ ...first, lines: [...lines, ...first.lines] }, ...others] };
}

/** The number of the newest line; 0, where there is none. */
function topOf(pages: readonly HistoryPage[]): number {
  return pages.find(({ lines }) => lines.length > 0)?.lines[0]?.seq ?? 0;
}
