import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  anAuditedOrganization,
  aPage,
  aWorkingOrganization,
  entriesOf,
  inspect,
  theServer,
  tooWideAt,
} from "./testing/index.ts";

const server = theServer();
const { at, client } = await aWorkingOrganization(server, "Harbor Lab");
const signup = (await entriesOf(client))[0]?.cause;
const fresh = await server.newOrganization({ name: "Fresh" });
const audited = await anAuditedOrganization(server, "Audited");
await audited.setPlan("enterprise");

const WIDTHS = [1440, 390] as const;
/** The width of a window of 1280 pixels at 400% zoom: no page may need horizontal scrolling (WCAG 1.4.10). */
const NARROWEST = 320;

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
  {
    name: "overview-spend",
    path: at("?chart=spend&days=90"),
    ready: (page) => page.getByRole("figure").locator("svg").first().waitFor(),
  },
  { name: "activity", path: at("/activity"), ready: text("nightly-vision") },
  { name: "explained", path: at("/activity?entry=17"), ready: text("The hash covers everything") },
  { name: "balance-then", path: at("/activity?asOf=12"), ready: text("Available then") },
  { name: "grant", path: at(`/activity?grant=${signup}`), ready: text("What it paid") },
  {
    name: "activity-filtered",
    path: at("/activity?kind=usage&project=vision&range=7d"),
    ready: text("nightly-vision"),
  },
  { name: "activity-with-holds", path: at("/activity?holds=shown"), ready: text("nightly-vision") },
  { name: "activity-of-days", path: at("/activity?from=2026-01-05&to=2026-01-14"), ready: text("Balance before") },
  { name: "activity-nothing-found", path: at("/activity?project=vision&member=ben"), ready: text("Without member") },
  { name: "jobs", path: at("/jobs"), ready: text("nightly-vision") },
  { name: "jobs-sorted", path: at("/jobs?sort=used&order=asc&range=30d"), ready: text("nightly-vision") },
  { name: "jobs-nothing-found", path: at("/jobs?name=nothing"), ready: text("No jobs match") },
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
    ready: text("Failed through the platform's fault"),
  },
  { name: "job-timed", path: at("/jobs/archive"), ready: text("Accrued so far") },
  {
    name: "job-paused",
    path: at("/jobs/notes-4"),
    ready: (page) => page.getByRole("table", { name: "Epochs" }).waitFor(),
  },
  {
    name: "settings",
    path: at("/settings"),
    ready: (page) => page.getByText("Organization").locator("visible=true").first().waitFor(),
  },
  { name: "settings-organization", path: at("/settings/organization"), ready: title("Organization") },
  { name: "job-unknown", path: at("/jobs/nobody"), ready: text("There is no such job") },
  { name: "not-found", path: "/nowhere", ready: text("There is no page at this address") },
  { name: "fresh-overview", path: `/o/${fresh.org}`, ready: text("Start a job") },
  { name: "fresh-activity", path: `/o/${fresh.org}/activity`, ready: text("No credit history found") },
  { name: "fresh-jobs", path: `/o/${fresh.org}/jobs`, ready: text("No jobs yet") },
  { name: "audit", path: `/o/${audited.org}/settings/audit`, ready: text("A service key was created") },
  {
    name: "audit-entry",
    path: `/o/${audited.org}/settings/audit?shown=${audited.denied}`,
    ready: text("Further refusals in that minute"),
  },
  {
    name: "audit-nothing-found",
    path: `/o/${audited.org}/settings/audit?text=nothing`,
    ready: text("No entries match"),
  },
  { name: "audit-not-in-plan", path: `/o/${fresh.org}/settings/audit`, ready: text("The audit log is part of") },
  { name: "kit", path: "/_kit", ready: title("Kit") },
];

// Chromium logs these answers on the console. Some sights request what does not exist, or what the plan does not have.
const MISSING = /^console: Failed to load resource: .* (402|404|500)/;

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
    await page.getByRole("dialog", { name: "Help" }).waitFor();
    await see("help");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: server.person.name }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
    await see("person-menu");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Organization: Harbor Lab" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Harbor Lab" }).first().waitFor();
    await see("switcher");
    await page.keyboard.press("Escape");
    if (width < 600) await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("combobox", { name: "Kind: all" }).click();
    await page.getByRole("option", { name: "Usage" }).waitFor();
    await see("filter-open");
    await page.keyboard.press("Escape");
    await page.getByRole("listbox").waitFor({ state: "detached" });
    await page.getByRole("combobox", { name: "Date: all" }).click();
    await page.getByRole("option", { name: "Custom range" }).waitFor();
    await see("dates-open");
    await page.getByRole("option", { name: "Custom range" }).click();
    await page.getByRole("group", { name: "Date" }).waitFor();
    await see("custom-range");
    await page.getByRole("combobox", { name: "Job" }).fill("NOTES");
    await page.getByRole("option", { name: "notes-4" }).waitFor();
    await see("suggestions");
    await page.getByRole("combobox", { name: "Job" }).fill("no such job");
    await page.getByText("No jobs match").waitFor();
    await see("no-suggestions");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    if (width >= 600) {
      await page.locator('[role="row"] time').first().hover();
      await page.getByRole("tooltip").waitFor();
      await see("tooltip");
    }
    if (width < 600) {
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("dialog").getByRole("link", { name: "Organization" }).waitFor();
      await see("more");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.goto(at("/jobs"));
    await page.getByText("nightly-vision").first().waitFor();
    await page.getByRole("combobox", { name: "Started: all" }).click();
    await page.getByRole("option", { name: "Custom range" }).waitFor();
    await see("jobs-dates-open");
    await page.keyboard.press("Escape");
    if (width < 600) {
      await page.getByRole("combobox", { name: "Order" }).selectOption("Most used first");
      await page.waitForURL((url) => url.search === "?sort=used");
      await see("jobs-order");
    }
    await page.goto(at());
    await page.getByRole("button", { name: "Add credit" }).first().click();
    await page.getByRole("dialog", { name: "Add credit" }).getByRole("button", { name: "Copy the code" }).waitFor();
    await see("add-credit");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Show as table").click();
    await page.getByRole("table", { name: "Credit day by day" }).waitFor();
    await see("chart-as-table");
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
    await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
    await see("sign-in");
    expect(wrong).toEqual([]);
  }, 120_000);
});
