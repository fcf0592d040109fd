import { describe, expect, it } from "vitest";
import { HOME, PAGES, pageAbove, pageAt } from "./pages.ts";

describe("the list of pages", () => {
  it("gives each page a letter of its own, and none that is a shortcut already", () => {
    const keys = PAGES.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-fh-z]$/);
  });

  it("keeps every page below the home page", () => {
    expect(PAGES.filter(({ to }) => !`${to}/`.startsWith(`${HOME.to}/`))).toEqual([]);
  });

  it.each([
    ["/o/$org/", "Overview", undefined],
    ["/o/$org/jobs/", "Jobs", undefined],
    ["/o/$org/jobs/$job", undefined, "Jobs"],
    ["/o/$org/activity", "Activity", undefined],
    ["/sign-in", undefined, undefined],
  ])("knows the page at %s and the page above it", (path, at, above) => {
    expect(pageAt(path)?.title).toBe(at);
    expect(pageAbove(path)?.title).toBe(above);
  });
});
