import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  aPage,
  aPerson,
  arrival,
  expectSeen,
  focused,
  follow,
  inspect,
  tabTo,
  theServer,
  tooWideAt,
} from "./testing/index.ts";

const server = theServer();

/** The width of a window of 1280 pixels at 400% zoom: no page may need horizontal scrolling (WCAG 1.4.10). */
const NARROWEST = 320;

/** Chromium logs each refusal. */
const REFUSED = /^console: Failed to load resource: .* (400|401|403|404|422)/;

interface Sight {
  readonly name: string;
  readonly path: string;
  /** The heading of the page. */
  readonly heading: string;
  /** Brings the page into its state. */
  readonly act?: (page: Page) => Promise<unknown>;
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** The pages of visitors, each in its states. */
const VISITOR: readonly Sight[] = [
  { name: "sign-in", path: "/sign-in", heading: "Sign in to Scrip" },
  {
    name: "sign-in-refused",
    path: "/sign-in",
    heading: "Sign in to Scrip",
    act: async (page) => {
      await page.getByLabel("E-mail").fill("nobody@example.com");
      await page.getByLabel("Password", { exact: true }).fill("not the password");
      await press(page, "Sign in");
      await page.locator('[aria-invalid="true"]').waitFor();
    },
  },
  { name: "sign-in-social", path: "/sign-in?problem=social", heading: "Sign in to Scrip" },
  { name: "sign-up", path: "/sign-up", heading: "Create your account" },
  {
    name: "sign-up-empty",
    path: "/sign-up",
    heading: "Create your account",
    act: (page) => press(page, "Create the account"),
  },
  { name: "verify", path: "/verify-email#token=none", heading: "Confirm your e-mail" },
  { name: "verify-change", path: "/verify-email?change=1#token=none", heading: "Confirm the new address" },
  { name: "verify-bad", path: "/verify-email", heading: "This link is not valid any more" },
  { name: "forgot", path: "/forgot-password", heading: "Choose a new password" },
  {
    name: "forgot-sent",
    path: "/forgot-password",
    heading: "Choose a new password",
    act: async (page) => {
      await page.getByLabel("E-mail").fill("nobody@example.com");
      await press(page, "Send the link");
      await page.getByRole("heading", { name: "Check your mail" }).waitFor();
    },
  },
  { name: "reset", path: "/reset-password#token=none", heading: "Choose a new password" },
  { name: "reset-bad", path: "/reset-password", heading: "This link is not valid any more" },
  { name: "invitation-bad", path: "/invitation#token=none", heading: "This invitation is not valid" },
];

/** Dialogs and menus of a person's own settings. */
const PERSON: readonly Sight[] = [
  { name: "account", path: "/account", heading: "Your account" },
  { name: "account-name", path: "/account", heading: "Your account", act: (page) => press(page, "Change the name") },
  {
    name: "account-email",
    path: "/account",
    heading: "Your account",
    act: (page) => press(page, "Change the address"),
  },
  {
    name: "account-password",
    path: "/account",
    heading: "Your account",
    act: (page) => press(page, "Change the password"),
  },
];

describe.each([1440, 390])("light and dark, %d pixels wide", (width) => {
  it("axe finds no violation on the pages of visitors, and each fits the window and one of 320 pixels", async () => {
    const { page } = await aPage(server, { width, signedIn: false, reducedMotion: true, expected: [REFUSED] });
    expect(await wrongOn(page, VISITOR, width)).toEqual([]);
  }, 180_000);

  it("axe finds no violation on a person's own settings, and they fit too", async () => {
    const person = await aPerson(server);
    const { page } = await aPage(server, { width, as: person, reducedMotion: true, expected: [REFUSED] });
    const wrong = await wrongOn(page, PERSON, width);
    await page.goto("/account");
    await press(page, "Set up");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Your password").fill(person.password);
    await press(page, "Continue");
    await dialog.getByRole("img", { name: /^QR code/ }).waitFor();
    wrong.push(...(await inspect(page, `account-qr-${width}`)));
    if (width < 600) wrong.push(...(await tooWideAt(page, NARROWEST, "account-qr")));
    expect(wrong).toEqual([]);
  }, 180_000);
});

async function wrongOn(page: Page, sights: readonly Sight[], width: number): Promise<string[]> {
  const wrong: string[] = [];
  await page.goto("/prices");
  for (const { name, path, heading, act } of sights) {
    // The page reads a token once, when it loads. A sight of the same address must not inherit the state of the one before.
    if (path.includes("#")) await page.goto("about:blank").then(() => page.goto(path));
    else await follow(page, path);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await page.locator('main:not(:has([aria-busy="true"]))').waitFor();
    await act?.(page);
    if (path === "/account" && act !== undefined) await page.getByRole("dialog").waitFor();
    wrong.push(...(await inspect(page, `${name}-${width}`)));
    if (width < 600) wrong.push(...(await tooWideAt(page, NARROWEST, name)));
  }
  return wrong;
}

describe("without a mouse", () => {
  it("a person signs in, is told what is wrong at its field, changes their name, and signs out", async () => {
    const person = await aPerson(server);
    const { page } = await aPage(server, { signedIn: false, expected: [REFUSED] });
    await page.goto("/account");
    await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
    await tabTo(page, "textbox", "E-mail");
    await page.keyboard.type(person.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type("not the password");
    await tabTo(page, "button", "Show the password");
    await page.keyboard.press("Space");
    await expect.poll(() => page.getByLabel("Password", { exact: true }).getAttribute("type")).toBe("text");
    await tabTo(page, "button", "Sign in");
    await page.keyboard.press("Enter");
    // The field that is wrong has the focus, and its description is the reason.
    const password = page.getByLabel("Password", { exact: true });
    await expect.poll(() => password.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => password.evaluate((field) => field === document.activeElement)).toBe(true);
    const reason = await page.locator(`#${await password.getAttribute("aria-describedby")}`).textContent();
    expect(reason).not.toBe("");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(person.password);
    await page.keyboard.press("Enter");
    await arrival(page, "Your account");
    await tabTo(page, "button", "Change the name");
    await page.keyboard.press("Enter");
    const field = page.getByRole("dialog").getByLabel("Your name");
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Ada by keys");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(async () => (await focused(page)).name).toBe("Change the name");
    await expectSeen(page);
    await tabTo(page, "button", "Ada by keys");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
  }, 60_000);
});
