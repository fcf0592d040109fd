import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aPage, arrival, aWorkingOrganization, entriesOf, expectAccessible, theServer } from "./testing/index.ts";

const server = theServer();
const { at, client } = await aWorkingOrganization(server, "Find It");
const purchase = (await entriesOf(client)).find(({ kind }) => kind === "grant_issued");

/** Opens the command menu by its keys, and types. */
async function ask(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Commands" }).locator("input:focus").waitFor();
  await page.keyboard.type(text);
}

const option = (page: Page, name: string | RegExp) => page.getByRole("dialog").getByRole("option", { name });

describe("Ctrl+K", () => {
  it("finds a job by a part of its name in any case, and Enter opens its page", async () => {
    const { page } = await aPage(server, { reducedMotion: true });
    await page.goto(at());
    await page.getByText("nightly-vision").first().waitFor();
    await ask(page, "Y-VISION");
    await option(page, /^nightly-vision H100 80GB, running$/).waitFor();
    const field = page.getByRole("combobox");
    await expect.poll(() => field.getAttribute("aria-expanded")).toBe("true");
    // The pattern of ARIA: the field keeps the focus and names the option that Enter would take.
    const active = await field.getAttribute("aria-activedescendant");
    await expect.poll(() => page.locator(`[id="${active}"]`).textContent()).toContain("nightly-vision");
    await page.getByRole("status").filter({ hasText: "1 result" }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "nightly-vision" }).waitFor();
  });

  it("finds an entry by its number and by the id of its grant, and Enter explains it above the page", async () => {
    const { page } = await aPage(server, { reducedMotion: true });
    await page.goto(at("/jobs"));
    await page.getByText("nightly-vision").first().waitFor();
    await ask(page, "#12");
    await option(page, /Entry 12$/).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Entry 12" }).getByText("Proof").waitFor();
    expect(new URL(page.url()).pathname).toBe(at("/jobs"));
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await ask(page, purchase?.cause ?? "no grant");
    await option(page, /Entry 1$/).waitFor();
  });

  it("runs the page's actions and knows the words of other products", async () => {
    const { page } = await aPage(server, { reducedMotion: true });
    await page.goto(at("/activity"));
    await page.getByRole("table", { name: "Credit history" }).getByText("nightly-vision").first().waitFor();
    await ask(page, "export");
    const answer = page.waitForResponse((response) => response.url().includes("/download/activity.csv"));
    await option(page, "Export as CSV").waitFor();
    await page.keyboard.press("Enter");
    expect((await answer).headers()["content-disposition"]).toMatch(/^attachment; filename="[^"]+\.csv"/);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await ask(page, "buy credits");
    await option(page, /^Credits/).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${at("/credits")}`);
    await arrival(page, "Credits");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await ask(page, "billing portal");
    await option(page, /^Payment methods/).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await ask(page, "dark");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.documentElement.getAttribute("data-theme"))).toBe("dark");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await ask(page, "+1 hour");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Test clock" }).getByText("15 Jan 2026, 01:00:00 UTC").waitFor();
  });

  it("shows holds on Activity, and the ranges of the chart on Overview", async () => {
    const { page } = await aPage(server, { reducedMotion: true });
    await page.goto(at("/activity"));
    await page.getByRole("table", { name: "Credit history" }).getByText("nightly-vision").first().waitFor();
    await ask(page, "holds");
    await option(page, "Show holds").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${at("/activity")}?holds=shown`);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await ask(page, "holds");
    await option(page, "Hide holds").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${at("/activity")}`);
    await page.goto(at());
    const chart = page.getByRole("region", { name: "Over time" });
    await chart.getByRole("button", { name: "90 days" }).waitFor();
    await ask(page, "90 days");
    await option(page, "Chart 90 days").waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).search).toBe("?days=90");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await ask(page, "spend per day");
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).search).toBe("?chart=spend&days=90");
    await chart.getByText(/was used since/).waitFor();
    // The chart lies below the window, so the command brings it into sight.
    const bottom = async () => {
      const { y = 0, height = Number.POSITIVE_INFINITY } = (await chart.boundingBox()) ?? {};
      return y + height;
    };
    await expect.poll(bottom).toBeLessThanOrEqual(900);
  });

  it("says so when nothing has that name, and while it searches", async () => {
    const { page } = await aPage(server, { reducedMotion: true });
    await page.goto(at());
    await page.getByText("nightly-vision").first().waitFor();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/trpc/search.find*", async (route) => {
      await held;
      await route.continue();
    });
    await ask(page, "zzz");
    await page.getByRole("dialog").getByText("Searching…").waitFor();
    release();
    await page.getByRole("dialog").getByText("Nothing of that name.").waitFor();
    await expectAccessible(page);
  });
});
