import { expect, it } from "vitest";
import { sectionsOf } from "./contents.ts";

it("lists the pages that are there, in the order of the contents, and shows new ones under More", () => {
  const titles = new Map([
    ["docs/rules.md", "Rules"],
    ["docs/README.md", "Scrip"],
    ["docs/new.md", "New"],
    ["docs/decisions/0002-b.md", "2. B"],
    ["docs/decisions/0001-a.md", "1. A"],
  ]);
  expect(sectionsOf(titles).map(({ title, pages }) => [title, pages.map((page) => page.title)])).toEqual([
    ["Start", ["Overview"]],
    ["Reference", ["Rules"]],
    ["Decisions", ["1. A", "2. B"]],
    ["More", ["New"]],
  ]);
});
