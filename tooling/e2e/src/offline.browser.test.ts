import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aPage, aWorkingOrganization, expectAccessible, theServer } from "./testing/index.ts";

const server = theServer();
const { at } = await aWorkingOrganization(server);

/** The browser and React log what did not load. */
const NOT_LOADED = /^console: (Failed to load resource: net::ERR_|.*could not be loaded)/s;

const JOBS_CODE = "**/assets/jobs-*.js";

const loads = (page: Page) => page.evaluate(() => performance.timeOrigin);

describe("a page that is not loaded, while the server is away", () => {
  it("keeps the app, says so, and opens when the server is back", async () => {
    const { page, context } = await aPage(server, { reducedMotion: true, expected: [NOT_LOADED] });
    await page.goto(at());
    await page.getByText("nightly-vision").first().waitFor();
    await page.getByRole("link", { name: "Live" }).waitFor();
    const loaded = await loads(page);
    await context.setOffline(true);
    // The keys load nothing ahead, unlike a mouse over the link.
    await page.keyboard.press("g");
    await page.keyboard.press("j");
    const problem = page.getByRole("alert").filter({ hasText: "This page could not be loaded" });
    await problem.getByText("It opens by itself when the server is back.").waitFor();
    await page.getByRole("heading", { level: 1, name: "Jobs" }).waitFor();
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Overview" }).waitFor();
    await expectAccessible(page);
    // Pages that are loaded still open.
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await page.getByRole("region", { name: "Available" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("j");
    await problem.getByRole("button", { name: "Try again" }).click();
    await problem.waitFor();

    await context.setOffline(false);
    await page.getByRole("table", { name: "Jobs" }).getByText("nightly-vision").waitFor();
    await expect.poll(() => problem.count()).toBe(0);
    expect(await loads(page)).toBe(loaded);
  });

  it("loads the document again on a retry if only this file is missing, as after an update of the server", async () => {
    const { page } = await aPage(server, { reducedMotion: true, expected: [NOT_LOADED] });
    await page.goto(at());
    await page.getByText("nightly-vision").first().waitFor();
    await page.getByRole("link", { name: "Live" }).waitFor();
    await page.route(JOBS_CODE, (route) => route.abort());
    await page.getByRole("link", { name: "Jobs", exact: true }).click();
    await page.getByText("The server may have a newer version of it.").waitFor();
    const loaded = await loads(page);
    await page.unroute(JOBS_CODE);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("table", { name: "Jobs" }).getByText("nightly-vision").waitFor();
    expect(await loads(page)).not.toBe(loaded);
  });
});

describe("on a slow line", () => {
  it("a skeleton comes with the document, in the chosen theme and before any other script runs", async () => {
    const { page } = await aPage(server, { reducedMotion: true });
    await page.goto(at());
    await page.getByText("nightly-vision").first().waitFor();
    await page.evaluate('localStorage.setItem("scrip.theme", "dark")');
    const held = await hold(page, "**/assets/index-*.js");
    await page.goto(at("/jobs"), { waitUntil: "commit" });
    await page.locator("#first-sight").waitFor();
    await expect.poll(() => background(page)).toBe("rgb(14, 17, 22)");
    expect(await page.locator("#root").innerHTML()).toBe("");
    held.release();
    await page.getByRole("table", { name: "Jobs" }).getByText("nightly-vision").waitFor();
    await expect.poll(() => page.locator("#first-sight").count()).toBe(0);
  });

  it("a phone's skeleton fits its window, and a page outside the shell has none", async () => {
    const { page } = await aPage(server, { width: 320, reducedMotion: true, signedIn: false });
    const held = await hold(page, "**/assets/index-*.js");
    await page.goto(at(), { waitUntil: "commit" });
    await page.locator("#first-sight").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.goto("/sign-in", { waitUntil: "commit" });
    await page.locator("#first-sight").waitFor({ state: "hidden" });
    held.release();
    await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
  });

  it("says so if the scripts of the page do not load", async () => {
    const { page } = await aPage(server, { reducedMotion: true, expected: [NOT_LOADED] });
    await page.route("**/assets/foundation-*.js", (route) => route.abort());
    await page.goto(at());
    await page.getByRole("alert").getByText("Scrip could not be loaded.").waitFor();
    await page.unroute("**/assets/foundation-*.js");
    await page.reload();
    await page.getByText("nightly-vision").first().waitFor();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
  });

  it("a thin bar shows that a page loads, and it is gone when the page is there", async () => {
    const { page } = await aPage(server, { reducedMotion: true });
    await page.goto(at());
    await page.getByText("nightly-vision").first().waitFor();
    const bar = page.getByRole("progressbar", { name: "Loading the page" });
    await expect.poll(() => bar.count()).toBe(0);
    const held = await hold(page, JOBS_CODE);
    await page.keyboard.press("g");
    await page.keyboard.press("j");
    await bar.waitFor();
    await expectAccessible(page);
    held.release();
    await page.getByRole("table", { name: "Jobs" }).getByText("nightly-vision").waitFor();
    await bar.waitFor({ state: "detached" });
  });

  it("the drawer's code loads beside the page if the address asks for it", async () => {
    const { page, requests } = await aPage(server, { reducedMotion: true });
    const held = await hold(page, "**/trpc/session.get*");
    await page.goto(at("/jobs?entry=12"), { waitUntil: "commit" });
    const asked = (name: string) => requests().some((url) => url.includes(`/assets/${name}-`));
    await expect.poll(() => asked("explain-drawer") && asked("drawer-popup")).toBe(true);
    held.release();
    await page.getByRole("dialog", { name: "Entry 12" }).getByText("Proof").waitFor();
  });
});

const background = (page: Page) =>
  page.evaluate(
    () =>
      (getComputedStyle(document.body.parentElement ?? document.body) as never as { backgroundColor: string })
        .backgroundColor,
  );

/** Holds the answers to requests until they are released. */
async function hold(page: Page, pattern: string): Promise<{ readonly release: () => void }> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(pattern, async (route: Route) => {
    await released;
    // A request of a document that is gone can not be continued.
    await route.continue().catch(() => undefined);
  });
  return { release: () => release() };
}
