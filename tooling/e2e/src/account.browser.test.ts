import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aPage, aPerson, fillSignIn, type SignedInPerson, theServer, totpOf } from "./testing/index.ts";

const server = theServer();

/** Chromium logs each refusal. */
const REFUSED = /^console: Failed to load resource: .* (401|403|422) .*\/api\/auth\//;

const CARD = { you: "You", factor: "Two-factor sign-in", sessions: "Where you are signed in" } as const;
const card = (page: Page, name: string) => page.getByRole("region", { name });

/** Opens a person's own settings. */
async function accountOf(person: SignedInPerson, width?: number): Promise<Page> {
  const { page } = await aPage(server, { as: person, expected: [REFUSED], ...(width !== undefined && { width }) });
  await page.goto("/account");
  await card(page, CARD.you).getByText(person.email).waitFor();
  return page;
}

describe("two-factor sign-in", () => {
  it("is set up with an app, asked for at the sign-in, replaced by a recovery code once, and turned off", async () => {
    const person = await aPerson(server);
    const page = await accountOf(person);
    await card(page, CARD.factor).getByRole("button", { name: "Set up" }).click();
    const dialog = page.getByRole("dialog", { name: "Set up two-factor sign-in" });
    await dialog.getByLabel("Your password").fill("not the password");
    await dialog.getByRole("button", { name: "Continue" }).click();
    const password = dialog.getByLabel("Your password");
    await expect.poll(() => password.getAttribute("aria-invalid")).toBe("true");
    await password.fill(person.password);
    await dialog.getByRole("button", { name: "Continue" }).click();
    await dialog.getByRole("img", { name: /^QR code/ }).waitFor();
    const secret = ((await dialog.locator("code").textContent()) ?? "").replaceAll(" ", "");
    await dialog.getByLabel("Code", { exact: true }).fill("000000");
    await dialog.getByRole("button", { name: "Turn on" }).click();
    await expect.poll(() => dialog.getByLabel("Code", { exact: true }).getAttribute("aria-invalid")).toBe("true");
    await dialog.getByLabel("Code", { exact: true }).fill(totpOf(secret));
    await dialog.getByRole("button", { name: "Turn on" }).click();
    const listed = dialog.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await expect.poll(() => listed.count()).toBe(10);
    const codes = await listed.allTextContents();
    await dialog.getByRole("button", { name: "I have stored them" }).click();
    await card(page, CARD.factor).getByText("On", { exact: true }).waitFor();

    await signOut(page, person);
    await fillSignIn(page, person);
    await page.getByRole("heading", { name: "Enter the code" }).waitFor();
    // The field of the only thing to do has the focus.
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("code");
    await page.keyboard.type(totpOf(secret, 1));
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: person.name }).waitFor();

    for (const isFirst of [true, false]) {
      await signOut(page, person);
      await fillSignIn(page, person);
      await page.getByRole("button", { name: "Use a recovery code" }).click();
      await page.getByLabel("Recovery code").fill(codes[0] ?? "");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      if (isFirst) await page.getByRole("button", { name: person.name }).waitFor();
    }
    // The same code again is refused, and the next one is not.
    await expect.poll(() => page.getByLabel("Recovery code").getAttribute("aria-invalid")).toBe("true");
    await page.getByLabel("Recovery code").fill(codes[1] ?? "");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: person.name }).waitFor();
    await page.goto("/account");
    await card(page, CARD.factor).getByRole("button", { name: "Turn off" }).click();
    const off = page.getByRole("dialog", { name: "Turn off two-factor sign-in" });
    await off.getByLabel("Your password").fill(person.password);
    await off.getByRole("button", { name: "Turn off" }).click();
    await card(page, CARD.factor).getByText("Off", { exact: true }).waitFor();
  }, 90_000);
});

describe("the sessions of a person", () => {
  it("G4 end where the person ends them, one by one and all at once, and this one goes on", async () => {
    const person = await aPerson(server);
    const [here, phone, other] = await Promise.all([accountOf(person), signedIn(person), signedIn(person)]);
    const list = card(here, CARD.sessions);
    await here.reload();
    await expect.poll(() => list.getByRole("listitem").count()).toBeGreaterThanOrEqual(3);
    const before = await list.getByRole("listitem").count();
    await list.getByRole("listitem").filter({ hasNotText: "This browser" }).first().getByRole("button").click();
    await expect.poll(() => list.getByRole("listitem").count()).toBe(before - 1);
    await list.getByRole("button", { name: /^Sign out the/ }).click();
    await expect.poll(() => list.getByRole("listitem").count()).toBe(1);
    await list.getByText("This browser").waitFor();
    for (const page of [phone, other]) {
      await page.goto("/account");
      await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
    }
    await here.reload();
    await list.getByText("This browser").waitFor();
  });

  it("G4 the cookie of a session is worth nothing after its person signed out", async () => {
    const person = await aPerson(server);
    const { page, context } = await aPage(server, { signedIn: false });
    await page.goto("/account");
    await fillSignIn(page, person);
    await card(page, CARD.you).getByText(person.email).waitFor();
    const [stolen] = await context.cookies();
    await signOut(page, person);
    await context.addCookies(stolen === undefined ? [] : [stolen]);
    await page.goto("/account");
    await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });
});

describe("the password", () => {
  it("changes after the current one, with what is wrong said at its field, and other sessions end", async () => {
    const person = await aPerson(server);
    const [page, other] = await Promise.all([accountOf(person), signedIn(person)]);
    await page.getByRole("button", { name: "Change the password" }).click();
    const dialog = page.getByRole("dialog", { name: "Change the password" });
    const current = dialog.getByLabel("Current password");
    const next = dialog.getByLabel("New password");
    await expect.poll(() => current.getAttribute("autocomplete")).toBe("current-password");
    await expect.poll(() => next.getAttribute("autocomplete")).toBe("new-password");
    await current.fill(person.password);
    await next.fill("short");
    await dialog.getByRole("button", { name: "Change the password" }).click();
    await dialog.getByText("5 of at least 12 characters.").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("next");
    const password = "a walk along the river";
    await next.fill(password);
    await dialog.getByRole("button", { name: "Change the password" }).click();
    await page.getByText("Your password is changed").first().waitFor();
    await other.goto("/account");
    await other.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
    await fillSignIn(other, person);
    await expect.poll(() => other.getByLabel("Password", { exact: true }).getAttribute("aria-invalid")).toBe("true");
    await fillSignIn(other, { ...person, password });
    await card(other, CARD.you).getByText(person.email).waitFor();
  });
});

it("G6 the name of a person is shown as text, and a new name is shown at once", async () => {
  const person = await aPerson(server);
  const page = await accountOf(person);
  const name = "<img src=x onerror=window.hacked=1>";
  await page.getByRole("button", { name: "Change the name" }).click();
  await page.getByRole("dialog").getByLabel("Your name").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await card(page, CARD.you).getByText(name, { exact: true }).waitFor();
  await page.getByRole("button", { name }).waitFor();
  expect(await page.evaluate("window.hacked")).toBeUndefined();
});

/** Another browser of the person, signed in by the form. */
async function signedIn(person: SignedInPerson): Promise<Page> {
  const { page } = await aPage(server, { signedIn: false, expected: [REFUSED] });
  await page.goto("/account");
  await fillSignIn(page, person);
  await card(page, CARD.you).getByText(person.email).waitFor();
  return page;
}

async function signOut(page: Page, { name }: SignedInPerson): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
}
