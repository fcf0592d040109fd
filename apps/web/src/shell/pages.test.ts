import { describe, expect, it } from "vitest";
import { BAR_PAGES, BILLING_PAGES, HOME, MORE_PAGES, PAGES, pageAbove, pageAt, SETTINGS, WORK_PAGES } from "./pages.ts";

describe("the list of pages", () => {
  it("gives each page a letter of its own, and none that is a shortcut already", () => {
    const keys = PAGES.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-fh-z]$/);
  });

  it("has the settings, the pages of the daily work and those about money, each once", () => {
    expect(SETTINGS.title).toBe("Settings");
    expect([...WORK_PAGES, ...BILLING_PAGES, SETTINGS]).toEqual(PAGES);
  });

  it("has each page on a phone: in the bar, which has room for four and More, or behind More", () => {
    expect(BAR_PAGES.length).toBeLessThanOrEqual(4);
    const shown = [...BAR_PAGES, ...MORE_PAGES, SETTINGS];
    expect(shown).toHaveLength(PAGES.length);
    expect(PAGES.filter((page) => !shown.includes(page))).toEqual([]);
  });

  it("keeps every page below the home page", () => {
    expect(PAGES.filter(({ to }) => !`${to}/`.startsWith(`${HOME.to}/`))).toEqual([]);
  });

  it.each([
    ["/o/$org/", "Overview", undefined],
    ["/o/$org/jobs/", "Jobs", undefined],
    ["/o/$org/jobs/$job", undefined, "Jobs"],
    ["/o/$org/activity", "Activity", undefined],
    ["/o/$org/settings/", "Settings", undefined],
    ["/o/$org/settings/organization", undefined, "Settings"],
    ["/sign-in", undefined, undefined],
  ])("knows the page at %s and the page above it", (path, at, above) => {
    expect(pageAt(path)?.title).toBe(at);
    expect(pageAbove(path)?.title).toBe(above);
  });
});
