import { describe, expect, it } from "vitest";
import type { ActivityLine } from "../../../words/line-words.ts";
import { type History, type HistoryPage, newsOf, withNews } from "./history-pages.ts";

const line = (seq: number) => ({ seq }) as ActivityLine;
const page = (from: number, to: number, next: number | null = to): HistoryPage => ({
  lines: Array.from({ length: from - to + 1 }, (_, index) => line(from - index)),
  next,
});
const read = (...pages: HistoryPage[]): History => ({ pages, pageParams: pages.map(() => null) });
const numbers = ({ pages }: History) => pages.flatMap(({ lines }) => lines.map(({ seq }) => seq));

describe("new lines of the history", () => {
  it("are the lines above the loaded ones", () => {
    expect(newsOf(read(page(5, 3), page(2, 1, null)), page(7, 4))).toMatchObject({
      lines: [line(7), line(6)],
      isGap: false,
    });
  });

  it("are added on top; then every line is there once, in order", () => {
    expect(numbers(withNews(read(page(5, 3), page(2, 1, null)), page(7, 4)))).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it("change nothing if there are none", () => {
    const history = read(page(5, 3));
    expect(withNews(history, page(5, 4))).toBe(history);
  });

  it("replace the history if lines in between would be missing", () => {
    const history = withNews(read(page(5, 3)), page(20, 11));
    expect(numbers(history)).toEqual(numbers(read(page(20, 11))));
    expect(history.pages[0]?.next).toBe(11);
  });

  it("leave no gap in an empty history", () => {
    expect(newsOf(read({ lines: [], next: null }), page(2, 1, null))).toMatchObject({
      lines: [line(2), line(1)],
      isGap: false,
    });
    expect(numbers(withNews(read({ lines: [], next: null }), page(2, 1, null)))).toEqual([2, 1]);
  });
});
