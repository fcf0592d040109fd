import type { Role } from "@scrip/domain/access";
import { usd } from "@scrip/domain/money";
import type { KeptMail } from "@scrip/mailbox";
import { expect, it, vi } from "vitest";
import { aPage, aPerson, aServerWithMail, inspectAt, join } from "./testing/index.ts";

const server = await aServerWithMail();
const HOUR_MS = 3_600_000;

/** An organization with $12 and a member of it; the alert comes below $10. */
async function aLab(name: string, role: Role) {
  const client = await server.newOrganization({ name });
  await client.grants.create({ source: "purchase", amount: usd("12") });
  const as = await aPerson(server, { name: "Grace Hopper" });
  await join(server, { org: client.org, personId: as.personId, role });
  return { client, as, at: (path: string) => `/o/${client.org}${path}` };
}

const mailsTo = async (address: string): Promise<readonly KeptMail[]> => {
  const answer = await fetch(`${server.mailbox}/mails?to=${encodeURIComponent(address)}`);
  return (await answer.json()) as KeptMail[];
};

it("a notice arrives live: the bell counts it, and it is read, filtered and followed to where one acts", async () => {
  const { client, as, at } = await aLab("Inbox Lab", "member");
  const { page } = await aPage(server, { as });
  await page.goto(at("/inbox"));
  await page.getByText("Nothing to read").waitFor();
  await client.charges.create({ amount: usd("2.13") });
  // Nobody reloads the page.
  await page.getByText("Balance below $10.00: $9.87 left").first().waitFor();
  await page.getByRole("link", { name: "Inbox, 1 unread" }).waitFor();
  await page.getByRole("button", { name: "Mark as read" }).click();
  await page.getByRole("link", { name: "Inbox", exact: true }).waitFor();

  const job = "run 4/8 #1";
  await client.jobs.start({ job, resource: "gpu.h100-80gb", next: { untilMs: 2 * HOUR_MS } });
  const answer = await client.jobs.settleEpoch({ job, quantityMs: 0, next: { untilMs: 4 * HOUR_MS } });
  expect(answer.decision).toBe("pause");
  const line = page.getByRole("listitem").filter({ hasText: `Job ${job} should pause` });
  await line.waitFor();
  await page.getByRole("button", { name: "Unread", exact: true }).click();
  const low = page.getByRole("listitem").filter({ hasText: "Balance below $10.00" });
  await low.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "All", exact: true }).click();
  await page.getByRole("combobox", { name: "Kind: all" }).click();
  await page.getByRole("option", { name: "Low balance" }).click();
  await page.keyboard.press("Escape");
  await line.waitFor({ state: "detached" });
  await low.waitFor();
  expect(page.url()).toContain("kind=balance.low");

  await page.getByRole("button", { name: "Clear kind" }).click();
  await line.getByRole("link", { name: /^Open the job/ }).click();
  await page.getByRole("heading", { name: job }).first().waitFor();
  await page.getByRole("link", { name: /^Inbox/ }).click();
  await line.waitFor();
  await line.getByRole("button", { name: "Mark as read" }).waitFor({ state: "detached" });
  // The command menu opens it, too.
  await page.goto(at(""));
  await page.getByText("Available").first().waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("notifications");
  await page.getByRole("option", { name: "Inbox" }).click();
  await line.waitFor();
}, 120_000);

it("a member switches the mails of a kind off: no mail, and the inbox has the notice all the same", async () => {
  const { client, as, at } = await aLab("Choices Lab", "viewer");
  const other = await aPerson(server, { name: "Ada Lovelace" });
  await join(server, { org: client.org, personId: other.personId, role: "admin" });
  // The page of the mailbox is of another origin.
  const { page } = await aPage(server, { as, expected: [/^foreign request: GET http:\/\/127\.0\.0\.1:\d+\/mail/] });
  await page.goto(at("/settings/alerts"));
  const stored = page.waitForResponse(/inbox\.choose/);
  await page.getByRole("switch", { name: "Low balance", checked: true }).click();
  const off = page.getByRole("switch", { name: "Low balance", checked: false });
  await off.waitFor();
  await stored;
  await page.reload();
  await off.waitFor();
  // A viewer sees no payments, and changes no thresholds.
  expect(await page.getByRole("switch", { name: "Automatic top-up failed" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);

  await client.charges.create({ amount: usd("2.13") });
  const mail = await server.mailTo(other.email, /^Balance below \$10\.00: \$9\.87 left/);
  expect(mail.text).toContain(`${server.url}${at("/settings/alerts")}`);
  expect(mail.links).toContain(`${server.url}${at("/credits")}`);
  expect(await mailsTo(as.email)).toEqual([]);
  await page.goto(at("/inbox"));
  await page.getByText("Balance below $10.00: $9.87 left").first().waitFor();
  // Both forms of the mail are on the page of the mailbox.
  await page.goto(`${server.mailbox}/mails/${mail.id}`);
  await page.frameLocator("iframe").getByRole("heading", { name: "Balance below $10.00" }).waitFor();
  await page.locator("pre").getByText("Alert below: $10.00").waitFor();
}, 120_000);

it("who may set budgets sets the thresholds; an empty field is no notice", async () => {
  const { as, at } = await aLab("Threshold Lab", "billing");
  const { page } = await aPage(server, { as });
  await page.goto(at("/settings/alerts"));
  const below = page.getByLabel("Balance below, in dollars");
  await below.fill("nothing");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Enter an amount in dollars, or nothing.").waitFor();
  await below.fill("25");
  await page.getByLabel("Credit expires within, in days").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The thresholds are saved").first().waitFor();
  await page.reload();
  await vi.waitFor(async () => expect(await below.inputValue()).toBe("25"), { timeout: 20_000 });
  expect(await page.getByLabel("Credit expires within, in days").inputValue()).toBe("");
}, 60_000);

it.each([1440, 390])(
  "%i pixels wide: axe finds nothing in the inbox and the alerts, and each fits the window",
  async (width) => {
    const { client, as, at } = await aLab(`Inbox at ${width}`, "admin");
    await client.charges.create({ amount: usd("2.13") });
    const { page } = await aPage(server, { as, width, reducedMotion: true });
    const wrong: string[] = [];
    await page.goto(at("/inbox"));
    await page.getByText("Balance below $10.00: $9.87 left").first().waitFor();
    wrong.push(...(await inspectAt(page, width, "inbox")));
    await page.goto(at("/settings/alerts"));
    await page.getByRole("switch", { name: "Low balance" }).waitFor();
    wrong.push(...(await inspectAt(page, width, "alerts")));
    expect(wrong).toEqual([]);
  },
  90_000,
);
