import { describe, expect, it } from "vitest";
import { aPage, aWorkingOrganization, expectAccessible, theServer } from "./testing/index.ts";

const server = theServer();
const { at } = await aWorkingOrganization(server, "Northwind Research and Robotics");
await server.newOrganization({ name: "Second" });

const PAGES = [
  ["the overview", "", "Overview"],
  ["the history", "/activity", "Activity"],
  ["the jobs", "/jobs", "Jobs"],
  ["a job", "/jobs/nightly-vision", "nightly-vision"],
  ["the settings", "/settings", "Settings"],
] as const;

describe.each([390, 320])("on a phone, %d pixels wide", (width) => {
  it.each(PAGES)("%s has the name of the organization, the search and the help", async (_, path, title) => {
    const { page } = await aPage(server, { width, reducedMotion: true });
    await page.goto(at(path));
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    const banner = page.getByRole("banner");
    const name = banner.getByRole("button", { name: "Organization: Northwind Research and Robotics" });
    await name.getByText("Northwind Research and Robotics").waitFor();
    for (const control of [
      name,
      banner.getByRole("button", { name: "Find or do" }),
      banner.getByRole("button", { name: "Help" }),
    ]) {
      const box = await control.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? width + 1)).toBeLessThanOrEqual(width);
      // A finger needs a target of at least 24 pixels (WCAG 2.5.8).
      expect(box?.height).toBeGreaterThanOrEqual(24);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it("switcher, search and help open, pass axe and do their work", async () => {
    const { page } = await aPage(server, { width, reducedMotion: true });
    await page.goto(at("/jobs"));
    await page.getByText("nightly-vision").first().waitFor();
    await page.getByRole("button", { name: "Help" }).click();
    await page.getByRole("dialog", { name: "Help" }).getByText("Credit that work can use now.").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Find or do" }).click();
    await page.getByRole("dialog", { name: "Commands" }).getByRole("option", { name: "Overview" }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Organization: Northwind Research and Robotics" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Second" }).first().waitFor();
    await expectAccessible(page);
    await page.getByRole("menuitemcheckbox", { name: "Second" }).first().click();
    await page.getByRole("banner").getByRole("button", { name: "Organization: Second" }).waitFor();
  });

  it("the settings are behind More, and each of their pages leads back to the list", async () => {
    const { page } = await aPage(server, { width, reducedMotion: true });
    await page.goto(at("/jobs"));
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("dialog", { name: "More" }).getByRole("link", { name: "Organization" }).click();
    await page.getByRole("heading", { level: 1, name: "Organization" }).waitFor();
    await page.getByRole("banner").getByRole("link", { name: "Settings" }).click();
    await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await page.getByRole("main").getByRole("link", { name: "Organization" }).waitFor();
    expect(new URL(page.url()).pathname).toBe(at("/settings"));
  });

  it("the title and the balance stay in sight while the page scrolls", async () => {
    const { page } = await aPage(server, { width, reducedMotion: true });
    await page.goto(at("/activity"));
    await page.getByRole("table", { name: "Credit history" }).getByText("nightly-vision").first().waitFor();
    await page.evaluate(() => scrollTo({ top: 600 }));
    await expect.poll(async () => (await page.getByRole("heading", { level: 1 }).boundingBox())?.y).toBeLessThan(56);
    expect((await page.getByRole("heading", { level: 1 }).boundingBox())?.y).toBeGreaterThan(0);
  });
});
