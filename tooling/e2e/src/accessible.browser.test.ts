import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it, vi } from "vitest";
import { aPage, aWorkingOrganization, entriesOf, expectAccessible, theServer } from "./testing/index.ts";

const server = theServer();
const { at, client } = await aWorkingOrganization(server, "Harbor Lab");
const signup = (await entriesOf(client))[0]?.cause;
const fresh = await server.newOrganization({ name: "Fresh" });

/** The folder for screenshots of the pages. If not set, the test takes none. */
const PICTURES = process.env.SCRIP_SCREENSHOTS;

const WIDTHS = [1440, 390] as const;
/** The width of a window of 1280 pixels at 400% zoom: no page may need horizontal scrolling (WCAG 1.4.10). */
const NARROWEST = 320;
/** The test checks each sight in both themes, without loading it again. */
const THEMES = ["light", "dark"] as const;

interface Sight {
  readonly name: string;
  readonly path: string;
  /** Waits for the content that the check needs. */
  readonly ready: (page: Page) => Promise<unknown>;
}

const title = (name: string | RegExp) => (page: Page) => page.getByRole("heading", { name }).first().waitFor();
const text = (words: string) => (page: Page) => page.getByText(words).first().waitFor();

const PAGES: readonly Sight[] = [
  {
    name: "overview",
    path: at(),
    ready: async (page) => {
      await page.getByText("nightly-vision").first().waitFor();
      await page.getByRole("figure").locator("svg").first().waitFor();
    },
  },
  { name: "activity", path: at("/activity"), ready: text("nightly-vision") },
  { name: "explained", path: at("/activity?entry=17"), ready: text("The hash covers everything") },
  { name: "balance-then", path: at("/activity?asOf=12"), ready: text("Available then") },
  { name: "grant", path: at(`/activity?grant=${signup}`), ready: text("What it paid") },
  { name: "activity-filtered", path: at("/activity?kind=use&project=vision&range=7d"), ready: text("nightly-vision") },
  { name: "activity-nothing-found", path: at("/activity?project=vision&member=ben"), ready: text("Without member") },
  { name: "jobs", path: at("/jobs"), ready: text("nightly-vision") },
  { name: "jobs-nothing-found", path: at("/jobs?name=nothing"), ready: text("No job is like that") },
  {
    name: "job-running",
    path: at("/jobs/nightly-vision"),
    ready: (page) => page.getByRole("table", { name: "Epochs" }).waitFor(),
  },
  {
    name: "job-completed",
    path: at("/jobs/notes-1"),
    ready: (page) => page.getByRole("table", { name: "Epochs" }).waitFor(),
  },
  {
    name: "job-failed",
    path: at("/jobs/notes-3"),
    ready: (page) => page.getByRole("heading", { name: "Timeline" }).waitFor(),
  },
  {
    name: "job-paused",
    path: at("/jobs/notes-4"),
    ready: (page) => page.getByRole("table", { name: "Epochs" }).waitFor(),
  },
  { name: "job-unknown", path: at("/jobs/nobody"), ready: text("There is no such job") },
  { name: "not-found", path: "/nowhere", ready: text("There is no page at this address") },
  { name: "fresh-overview", path: `/o/${fresh.org}`, ready: text("No credit history found") },
  { name: "fresh-activity", path: `/o/${fresh.org}/activity`, ready: text("No credit history found") },
  { name: "fresh-jobs", path: `/o/${fresh.org}/jobs`, ready: text("No jobs yet") },
  { name: "kit", path: "/_kit", ready: title("Kit") },
];

// Chromium logs answers 404 and 500 on the console. Some sights request data that does not exist.
const MISSING = /^console: Failed to load resource: .* (404|500)/;

describe.each(WIDTHS)("light and dark, %d pixels wide", (width) => {
  const form = { width, reducedMotion: true, expected: [MISSING] };

  it("axe finds no violation on any page, and each page fits the window and a window of 320 pixels", async () => {
    const { page } = await aPage(server, form);
    const wrong: string[] = [];
    for (const { name, path, ready } of PAGES) {
      await page.goto(path);
      await ready(page);
      wrong.push(...(await inspect(page, `${name}-${width}`)));
      if (width < 600) wrong.push(...(await tooWideAt(page, NARROWEST, name)));
    }
    expect(wrong).toEqual([]);
  }, 180_000);

  it("axe finds no violation in the sign-in page, dialogs, menus, lists and errors of the server", async () => {
    const { page, context } = await aPage(server, form);
    const wrong: string[] = [];
    const see = async (name: string): Promise<void> => {
      wrong.push(...(await inspect(page, `${name}-${width}`)));
    };
    await page.goto(at("/activity"));
    await page.getByText("nightly-vision").first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Commands" }).waitFor();
    await see("commands");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await see("shortcuts");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Developer" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
    await see("person-menu");
    await page.keyboard.press("Escape");
    if (width < 600) await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("combobox", { name: "Kind: all" }).click();
    await page.getByRole("option", { name: "Use" }).waitFor();
    await see("filter-open");
    // Replace an answer of the real server by a failure: the page must show it accessibly.
    await page.route("**/trpc/**", (route) =>
      route.request().url().includes("session.get") ? route.continue() : route.fulfill({ status: 500, body: "no" }),
    );
    await page.goto(at());
    await page.getByText("The overview could not be loaded").waitFor();
    await see("error");
    await page.unroute("**/trpc/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("nightly-vision").first().waitFor();
    await context.clearCookies();
    await page.goto(at());
    await page.getByRole("button", { name: "Continue as developer" }).waitFor();
    await see("sign-in");
    expect(wrong).toEqual([]);
  }, 120_000);
});

/** Checks the page as it is now, in light and dark. Takes screenshots if they are requested. */
async function inspect(page: Page, name: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const theme of THEMES) {
    await showTheme(page, theme);
    if (PICTURES !== undefined) {
      await mkdir(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}-${theme}.png`), fullPage: true, animations: "disabled" });
    }
    const violations = await expectAccessible(page, theme === "light" ? "all" : "colours").then(
      () => [],
      (error: Error) => [`${name}, ${theme}: ${error.message}`],
    );
    wrong.push(...violations);
  }
  return [...wrong, ...(await tooWide(page, name))];
}

/** Runs in the page: ends all transitions, and makes later changes of colour take effect at once. */
const WITHOUT_TRANSITIONS = `(() => {
  if (document.adoptedStyleSheets.length > 0) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets = [sheet];
})()`;

/** Runs in the page: waits for two frames. By then scripts have redrawn their drawings. */
const TWO_FRAMES = "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))";

/** Changes the theme, and waits until every colour belongs to the new theme. */
async function showTheme(page: Page, theme: (typeof THEMES)[number]): Promise<void> {
  await page.evaluate(WITHOUT_TRANSITIONS);
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate(TWO_FRAMES);
}

/** Checks the page in a narrower window. A chart takes the new width one frame after the window. */
async function tooWideAt(page: Page, width: number, name: string): Promise<string[]> {
  const size = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const wrong = await vi
    .waitUntil(async () => (await tooWide(page, name)).length === 0, { timeout: 5_000, interval: 20 })
    .then(
      () => [],
      () => tooWide(page, name),
    );
  if (size !== null) await page.setViewportSize(size);
  return wrong;
}

/** Reports a page that needs horizontal scrolling. */
const tooWide = (page: Page, name: string): Promise<string[]> =>
  page.evaluate((what) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth <= clientWidth ? [] : [`${what} is ${scrollWidth} pixels wide in a window of ${clientWidth}`];
  }, name);
