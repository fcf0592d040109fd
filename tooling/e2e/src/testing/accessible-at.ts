import { expect, it } from "vitest";
import { aPage } from "./a-page.ts";
import { theServer } from "./a-server.ts";
import { follow } from "./follow.ts";
import { inspect, inspectAt } from "./inspect.ts";
import { seenOrganizations, sightsOf } from "./sights.ts";

// Chromium logs these answers on the console. Some sights request what does not exist, or what the plan does not have.
const MISSING = /^console: Failed to load resource: .* (402|404|500)/;

/** The tests of all pages in windows of one width, in light and dark. A file for each width runs them at once. */
export async function accessibleAt(width: number): Promise<void> {
  const server = theServer();
  const organizations = await seenOrganizations(server, width);
  const { at } = organizations.working;
  const form = { width, reducedMotion: true, expected: [MISSING] };

  it("axe finds no violation on any page, and each page fits the window and a window of 320 pixels", async () => {
    const { page } = await aPage(server, form);
    const wrong: string[] = [];
    await page.goto(at());
    for (const { name, path, ready } of sightsOf(organizations)) {
      await follow(page, path);
      await ready(page);
      wrong.push(...(await inspectAt(page, width, name)));
    }
    expect(wrong).toEqual([]);
  }, 240_000);

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
    await page.getByRole("button", { name: `Organization: Harbor Lab ${width}` }).click();
    await page
      .getByRole("menuitemcheckbox", { name: `Harbor Lab ${width}` })
      .first()
      .waitFor();
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
    await page.getByRole("dialog", { name: "Add credit" }).getByRole("button", { name: "$25.00", exact: true }).click();
    await page.getByRole("button", { name: "Pay $25.00" }).waitFor();
    await see("add-credit");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Show as table").click();
    await page.getByRole("table", { name: "Credit day by day" }).waitFor();
    // The press scrolled the page, and its header now covers a part of the links that scrolled under it.
    await page.evaluate("scrollTo(0, 0)");
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
}
