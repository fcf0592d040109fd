import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  aCode,
  aPage,
  aServerWithMail,
  callAs,
  enter,
  fillSignIn,
  tabTo,
  typeInto,
  untilFocused,
} from "./testing/index.ts";

const server = await aServerWithMail();

const PASSWORD = "three words and a river";
const VERIFY = /^Confirm your e-mail/;
const INVITED = /^Invitation to/;

/** Chromium logs each refusal, and a stream that a removed member loses. */
const REFUSED = /^console: Failed to load resource: .* (401|402|403|404|422)/;
/** The mailbox is a page of another origin. */
const MAILBOX = new RegExp(`^foreign request: GET ${server.mailbox}/`);
const EXPECTED = [REFUSED, MAILBOX];

const anAddress = (name: string): string => `${name}-${randomBytes(4).toString("hex")}@example.com`;

it("G9 by keyboard alone, a new person verifies from the mail and has $5.00 for 30 days; on Pro a second one joins, and is out at once", async () => {
  const ada = anAddress("ada");
  const grace = anAddress("grace");
  const { page } = await aPage(server, { signedIn: false, expected: EXPECTED });
  await signUp(page, "Ada", ada);
  await server.openLink(page, ada, VERIFY);
  await confirm(page);
  const credit = page.getByRole("region", { name: "Available" });
  await credit.getByText("$5.00").first().waitFor();
  await page.getByText("Make a service key").waitFor();
  const org = new URL(page.url()).pathname.split("/")[2] ?? "";
  expect(await expiryOf(page, org)).toEqual({ amount: "5000000", days: 30 });

  expect(await callAs(page, "mutation", "members.invite", { org, email: grace, role: "viewer" })).toMatchObject({
    code: "limit_reached",
    details: { entitlement: "members", limit: 1 },
  });
  await enter(page, "link", "Invite people");
  await page.getByText("1 of 1 seat in use").waitFor();
  await enter(page, "button", "Invite");
  const dialog = page.getByRole("dialog", { name: /^Invite somebody to / });
  const role = dialog.getByRole("combobox", { name: "Role" });
  await untilFocused(dialog.getByLabel("E-mail"));
  await page.keyboard.type(grace);
  await page.keyboard.press("Tab");
  await untilFocused(role);
  await page.keyboard.type("V");
  await expect.poll(() => role.textContent()).toContain("Viewer");
  await enter(page, "button", "Send invitation");
  await dialog.getByRole("alert").getByText("The plan allows one member").waitFor();
  await server.setPlan(org, "pro");
  await enter(page, "button", "Send invitation");
  await page.getByRole("table", { name: "Invitations" }).getByText(grace).waitFor();

  const second = await aPage(server, { signedIn: false, expected: EXPECTED });
  await server.openLink(second.page, grace, INVITED);
  await second.page.getByRole("heading", { name: /^Join / }).waitFor();
  await second.page.getByText("Viewer").waitFor();
  await enter(second.page, "link", "Create an account");
  await expect.poll(() => second.page.getByLabel("E-mail").inputValue()).toBe(grace);
  await fillSignUp(second.page, "Grace");
  await server.openLink(second.page, grace, VERIFY);
  await confirm(second.page);
  // The invitation is where the person was on their way to.
  await enter(second.page, "button", "Accept the invitation");
  await second.page.waitForURL(`**/o/${org}`);
  await second.page.getByRole("region", { name: "Available" }).getByText("$5.00").first().waitFor();
  expect(
    await callAs(second.page, "mutation", "members.invite", { org, email: anAddress("eve"), role: "viewer" }),
  ).toMatchObject({ code: "permission_missing" });

  await page.reload();
  await enter(page, "button", "Actions for Grace");
  await page.getByRole("menuitem", { name: "Remove" }).press("Enter");
  await page.getByRole("dialog", { name: "Remove Grace?" }).waitFor();
  await tabTo(page, "button", "Remove");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Remove Grace?" }).waitFor({ state: "detached" });
  // The member is out as soon as the owner sees it: not even one more read is answered.
  expect((await callAs(second.page, "query", "overview.get", { org })).status).toBe(404);
  await second.page.goto(`/o/${org}`);
  await second.page.getByText("There is no page at this address").waitFor();
  await second.page.goto("/");
  await second.page.getByRole("region", { name: "Available" }).waitFor();
}, 180_000);

it("keeps the code of a link through the sign-up and its mail, until its credit is added", async () => {
  const code = await aCode(server, { amount: "12.50", creditDays: 30 });
  const email = anAddress("nora");
  const { page } = await aPage(server, { signedIn: false, expected: EXPECTED });
  await page.goto(`/redeem?code=${code}`);
  await page.getByRole("link", { name: "Create an account" }).click();
  await typeInto(page, "E-mail", email);
  await fillSignUp(page, "Nora");
  await server.openLink(page, email, VERIFY);
  await confirm(page);
  await page.getByRole("heading", { name: "Redeem a code" }).waitFor();
  await expect.poll(() => page.getByLabel("Code", { exact: true }).inputValue()).toBe(code);
  await page.getByRole("button", { name: "Redeem", exact: true }).click();
  await page.getByRole("heading", { name: "The credit is added" }).waitFor();
}, 60_000);

describe("an invitation", () => {
  it("says whom it is for, can be declined, and is not valid after that", async () => {
    const owner = await aPage(server, { expected: EXPECTED });
    const { org } = await server.newOrganization({ name: "Harbor Lab" });
    await server.setPlan(org, "pro");
    const mary = anAddress("mary");
    await owner.page.goto("/");
    await callAs(owner.page, "mutation", "members.invite", { org, email: mary, role: "member" });
    await server.openLink(owner.page, mary, INVITED);
    await owner.page.getByRole("heading", { name: "This invitation is for another address" }).waitFor();
    await owner.page.getByRole("button", { name: "Sign out and use the other address" }).click();
    await owner.page.getByRole("link", { name: "Create an account" }).click();
    await fillSignUp(owner.page, "Mary");
    await server.openLink(owner.page, mary, VERIFY);
    await confirm(owner.page);
    await owner.page.getByRole("button", { name: "Decline" }).click();
    await owner.page.getByRole("region", { name: "Available" }).waitFor();
    await server.openLink(owner.page, mary, INVITED);
    await owner.page.getByRole("heading", { name: "This invitation is not valid" }).waitFor();
    await expect.poll(() => owner.page.getByRole("button", { name: "Accept the invitation" }).count()).toBe(0);
  }, 120_000);
});

describe("the password", () => {
  it("is set again by a link of a mail, which works once; other sessions end", async () => {
    const iris = anAddress("iris");
    // The link is used a second time at the end, which the server refuses.
    const usedLink = /^console: Failed to load resource: .* 400 .*\/api\/auth\/reset-password$/;
    const { page } = await aPage(server, { signedIn: false, expected: [...EXPECTED, usedLink] });
    await signUp(page, "Iris", iris);
    await server.openLink(page, iris, VERIFY);
    await confirm(page);
    const other = await aPage(server, { signedIn: false, expected: EXPECTED });
    await other.page.goto("/sign-in");
    await other.page.getByRole("link", { name: "Forgot it?" }).click();
    // The page before has a field of the same name.
    await other.page.getByRole("heading", { name: "Choose a new password" }).waitFor();
    await other.page.getByLabel("E-mail").fill(iris);
    await other.page.getByRole("button", { name: "Send the link" }).click();
    await other.page.getByRole("heading", { name: "Check your mail" }).waitFor();
    await server.openLink(other.page, iris, /^Set a new password/);
    await other.page.getByRole("textbox", { name: "New password" }).fill("another river, other words");
    await other.page.getByRole("button", { name: "Change the password" }).click();
    await other.page.getByRole("link", { name: "Sign in" }).click();
    await fillSignIn(other.page, { email: iris, password: "another river, other words" });
    await other.page.getByRole("region", { name: "Available" }).waitFor();
    await page.goto("/account");
    await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
    await server.openLink(page, iris, /^Set a new password/);
    await page.getByRole("textbox", { name: "New password" }).fill("a third river, a third time");
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.getByRole("heading", { name: "This link is not valid any more" }).waitFor();
    await expect.poll(() => page.getByLabel("New password").count()).toBe(0);
  }, 120_000);

  it("a sign-up with an address that has an account looks the same, and its person is told by mail", async () => {
    const { page } = await aPage(server, { signedIn: false, expected: EXPECTED });
    const { email } = server.person;
    await signUp(page, "Stranger", email);
    expect(await server.mailTo(email, /^You already have an account/)).toBeDefined();
  });
});

/** Creates an account on the page. The mail is then on its way. */
async function signUp(page: Page, name: string, email: string): Promise<void> {
  await page.goto("/sign-up");
  await typeInto(page, "E-mail", email);
  await fillSignUp(page, name);
}

async function fillSignUp(page: Page, name: string): Promise<void> {
  await typeInto(page, "Your name", name);
  await typeInto(page, "Password", PASSWORD);
  await enter(page, "button", "Create the account");
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
}

/** Enters the password on the page that the mail opens. */
async function confirm(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Confirm your e-mail" }).waitFor();
  await typeInto(page, "Password", PASSWORD);
  await enter(page, "button", "Confirm and sign in");
}

/** How long the credit that expires next lasts, from its grant on. */
async function expiryOf(page: Page, org: string): Promise<{ readonly amount: string; readonly days: number }> {
  const { data } = await callAs(page, "query", "overview.get", { org });
  const { nextExpiry, activities } = data as {
    readonly nextExpiry: { readonly at: string; readonly amount: string };
    readonly activities: readonly { readonly at: string }[];
  };
  const days = (Date.parse(nextExpiry.at) - Date.parse(activities.at(-1)?.at ?? "")) / 86_400_000;
  return { amount: nextExpiry.amount, days: Math.round(days * 1000) / 1000 };
}
