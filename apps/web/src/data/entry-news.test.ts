import { expect, it } from "vitest";
import { entryNews } from "./entry-news.ts";

it("the first message is news unless the page knows its entries already", () => {
  expect(entryNews(() => undefined)(7)).toBe(true);
  expect(entryNews(() => 6)(7)).toBe(true);
  expect(entryNews(() => 7)(7)).toBe(false);
});

it("a message without new entries is news, such as a notice", () => {
  const isNews = entryNews(() => 7);
  expect([isNews(7), isNews(7), isNews(7)]).toEqual([false, true, true]);
});

it("a later message is news even if a query has fetched its balance before the message arrives", () => {
  let cached = 7;
  const isNews = entryNews(() => cached);
  isNews(7);
  cached = 8;
  expect(isNews(8)).toBe(true);
});
