import { expect, it } from "vitest";
import { aPage, aWorkingOrganization, theServer } from "./testing/index.ts";

const server = theServer();
const { at } = await aWorkingOrganization(server);

/** A time to the second, with its zone. */
const EXACT = /^\d+ \w+ \d{4}, \d\d:\d\d:\d\d UTC$/;

it.each([
  ["Activity", "/activity", "Credit history"],
  ["Overview", "", "Last activities"],
  ["Jobs", "/jobs", "Jobs"],
])("the exact instant appears on hover in the rows of %s, and a press there opens the row", async (_, path, table) => {
  const { page } = await aPage(server);
  await page.goto(at(path));
  const row = page
    .getByRole("table", { name: table })
    .locator('[role="row"]', { has: page.locator("[data-row-link]") });
  const time = row.first().locator("time");
  await time.hover();
  await expect.poll(() => page.getByRole("tooltip").textContent()).toMatch(EXACT);
  const link = await row.first().locator("[data-row-link]").getAttribute("href");
  await time.click();
  await page.waitForURL(new URL(link ?? "", server.url).href);
});

it("a press with the middle button on a time opens the row in a new tab", async () => {
  const { page, context } = await aPage(server);
  await page.goto(at("/jobs"));
  const row = page
    .getByRole("table", { name: "Jobs" })
    .locator('[role="row"]', { has: page.locator("[data-row-link]") });
  const link = await row.first().locator("[data-row-link]").getAttribute("href");
  const [opened] = await Promise.all([
    context.waitForEvent("page"),
    row.first().locator("time").click({ button: "middle" }),
  ]);
  await opened.waitForURL(new URL(link ?? "", server.url).href);
  expect(page.url()).toBe(`${server.url}${at("/jobs")}`);
});
