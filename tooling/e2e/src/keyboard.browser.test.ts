import { describe, expect, it } from "vitest";
import {
  aPage,
  aPerson,
  arrival,
  aWorkingOrganization,
  expectSeen,
  focused,
  join,
  tabTo,
  theServer,
} from "./testing/index.ts";

const server = theServer();
const { at, org } = await aWorkingOrganization(server, "Keys");

describe("without a mouse", () => {
  it("a person can go from the sign-in to the explanation of a job's cost, and back", async () => {
    const { page } = await aPage(server, { signedIn: false });
    await page.goto(at());
    await tabTo(page, "textbox", "E-mail");
    await page.keyboard.type(server.person.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(server.person.password);
    await page.keyboard.press("Enter");
    await arrival(page, "Overview");
    await tabTo(page, "link", "Jobs");
    await page.keyboard.press("Enter");
    await arrival(page, "Jobs");
    await page.getByRole("table", { name: "Jobs" }).getByText("notes-1").waitFor();
    await tabTo(page, "link", "nightly-vision");
    await page.keyboard.press("ArrowDown");
    await expect.poll(async () => (await focused(page)).name).toMatch(/^notes-/);
    await page.keyboard.press("ArrowUp");
    await expect.poll(async () => (await focused(page)).name).toBe("nightly-vision");
    await page.keyboard.press("Enter");
    await arrival(page, "nightly-vision");
    await page.getByRole("table", { name: "Epochs" }).waitFor();
    await tabTo(page, "link", /^\$7\.98 ?, explain$/);
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog", { name: /^Entry \d+$/ });
    await drawer.getByRole("heading", { name: "How the price is made" }).waitFor();
    await expect.poll(() => drawer.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
    // Tab stays in the drawer over the page.
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press("Tab");
      await expectSeen(page);
      // After the last control the focus passes a guard element next to the drawer, and returns to the first.
      await expect.poll(() => drawer.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await expect.poll(async () => (await focused(page)).name).toBe("$7.98, explain");
    // The keys for back belong to the browser's window, and a headless browser has none.
    await page.goBack();
    await arrival(page, "Jobs");
  });

  it.each([
    ["the overview", "", "Overview"],
    ["the history", "/activity", "Activity"],
    ["the jobs", "/jobs", "Jobs"],
    ["a job", "/jobs/nightly-vision", "nightly-vision"],
  ])("Tab goes through all of %s, and the focus is always visible", async (_, path, title) => {
    const { page } = await aPage(server);
    await page.goto(at(path));
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.locator('main:not(:has([aria-busy="true"])) [role="table"]').first().waitFor();
    const seen: string[] = [];
    for (let press = 0; press < 80; press += 1) {
      await page.keyboard.press("Tab");
      const { isBody, name, path: place } = await focused(page);
      // After the last control the focus leaves the page.
      if (isBody && seen.length > 0) break;
      expect(isBody, `focus after ${seen.at(-1)}`).toBe(false);
      await expectSeen(page);
      expect(name, `the name of ${place}`).not.toBe("");
      seen.push(name);
    }
    expect(seen[0]).toBe("Skip to the page");
    expect(seen.length).toBeGreaterThan(8);
  });

  it("the first Tab offers a skip link to the content, and the next Tab is in the content", async () => {
    const { page } = await aPage(server);
    await page.goto(at("/jobs"));
    await page.getByRole("table", { name: "Jobs" }).getByText("nightly-vision").waitFor();
    await page.keyboard.press("Tab");
    await expect.poll(async () => (await focused(page)).name).toBe("Skip to the page");
    const box = await page.getByRole("link", { name: "Skip to the page" }).boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await expect
      .poll(() => page.getByRole("main").evaluate((main) => main.contains(document.activeElement)))
      .toBe(true);
  });
});

describe("the keys", () => {
  it("g and a letter open a page, and its heading has the focus", async () => {
    const { page } = await aPage(server);
    await page.goto(at());
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    for (const [key, title] of [
      ["j", "Jobs"],
      ["a", "Activity"],
      ["o", "Overview"],
    ] as const) {
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      await arrival(page, title);
      await expect.poll(() => page.title()).toBe(`${title} · Keys · Scrip`);
    }
  });

  it("Ctrl+K opens the commands: text and Enter open a page, and Esc returns the focus", async () => {
    // Signing out ends the session, which the other tests must not share.
    const as = await aPerson(server);
    await join(server, { org, personId: as.personId, role: "member" });
    const { page } = await aPage(server, { as });
    await page.goto(at());
    await tabTo(page, "link", "Jobs");
    await page.keyboard.press("Control+k");
    const dialog = page.getByRole("dialog", { name: "Commands" });
    // Keys that are pressed before the field has the focus go to the page.
    const field = dialog.locator("input:focus");
    await field.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(async () => (await focused(page)).name).toBe("Jobs");
    await page.keyboard.press("Control+k");
    await field.waitFor();
    await page.keyboard.type("activ");
    await page.keyboard.press("Enter");
    await arrival(page, "Activity");
    expect(page.url()).toBe(`${server.url}${at("/activity")}`);
    // While the closed menu fades out, its field can still take the keys.
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await field.waitFor();
    await page.keyboard.type("sign out");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
  });

  it("? lists all keys, and a setting turns them off", async () => {
    const { page } = await aPage(server);
    await page.goto(at("/activity"));
    await page.getByRole("table", { name: "Credit history" }).waitFor();
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog", { name: "Help" });
    await dialog.getByText("Go to Jobs").waitFor();
    await dialog.getByText("Find the entries of a job").waitFor();
    await tabTo(page, "switch", "Use letters and ? as shortcuts");
    await page.keyboard.press("Space");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await page.keyboard.press("g");
    await page.keyboard.press("j");
    // An effect of the earlier keys would be visible before the effect of this one.
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Commands" }).waitFor();
    await expect.poll(() => page.getByRole("dialog", { name: "Help" }).count()).toBe(0);
    expect(page.url()).toBe(`${server.url}${at("/activity")}`);
  });

  it("j and k move through the history and, in the drawer, from entry to entry", async () => {
    const { page } = await aPage(server);
    await page.goto(at("/activity"));
    await page.locator("[data-row-link]").first().waitFor();
    const seqs = await page
      .locator("[data-row-link]")
      .evaluateAll((links) => links.map((link) => /entry=(\d+)/.exec(link.getAttribute("href") ?? "")?.[1]));
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expectSeen(page);
    await page.keyboard.press("Enter");
    await page
      .getByRole("dialog", { name: `Entry ${seqs[1]}` })
      .getByText("Proof")
      .waitFor();
    await page.keyboard.press("j");
    await page
      .getByRole("dialog", { name: `Entry ${seqs[2]}` })
      .getByText("Proof")
      .waitFor();
    await page.keyboard.press("k");
    await page.keyboard.press("k");
    await page
      .getByRole("dialog", { name: `Entry ${seqs[0]}` })
      .getByText("Proof")
      .waitFor();
    expect(new URL(page.url()).search).toBe(`?entry=${seqs[0]}`);
    await page.keyboard.press("Escape");
    await page.waitForURL(`${server.url}/o/${org}/activity`);
    await expect.poll(async () => (await focused(page)).isBody).toBe(false);
  });
});
