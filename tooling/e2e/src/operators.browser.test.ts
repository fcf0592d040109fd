import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  anOperator,
  aPage,
  aWorkingOrganization,
  expectAccessible,
  follow,
  inspect,
  theServer,
  tooWideAt,
} from "./testing/index.ts";

const server = theServer();
const NAME = "Lighthouse Robotics";
const { client } = await aWorkingOrganization(server, NAME);
const ada = await anOperator(server, "Ada Operator");
const bob = await anOperator(server, "Bob Operator");

/** The folder for screenshots of the pages. If not set, the test takes none. */
const PICTURES = process.env.SCRIP_SCREENSHOTS;

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `operators-${name}.png`), fullPage: true });
}

const section = (page: Page, name: string) => page.getByRole("region", { name });
const toast = (page: Page, words: string) => page.getByText(words).first().waitFor();

/** Opens the page of the organization by the search, with the keyboard alone. */
async function find(page: Page, text = NAME): Promise<void> {
  await page.goto("/operators");
  await page.getByRole("heading", { name: "Organizations" }).first().waitFor();
  await page.keyboard.press("/");
  await page.locator("input:focus").waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await page
    .getByRole("link", { name: new RegExp(NAME) })
    .first()
    .focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: NAME }).waitFor();
}

async function addCredit(page: Page, amount: string, reason: string): Promise<void> {
  await page.getByRole("button", { name: "Add credit" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Amount in dollars").fill(amount);
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByText("Available").waitFor();
}

it("G17 $50 runs at once, $150 waits for a second operator, and both audit logs show it", async () => {
  const { page } = await aPage(server, { as: ada });
  await find(page, "lighthouse");
  const before = (await client.balance.get()).available;
  await addCredit(page, "50", "Outage of the first of March");
  await page.getByRole("dialog").getByRole("button", { name: "Add credit" }).click();
  await toast(page, "Both audit logs have it");
  expect((await client.balance.get()).available - before).toBe(50_000_000n);
  await section(page, "Audit log").getByText("“Outage of the first of March”").waitFor();
  await section(page, "Acts of operators").getByText("Done").waitFor();

  await addCredit(page, "150", "A goodwill gesture");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("you have used $50.00 of it").waitFor();
  await picture(page, "act");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Ask for approval" }).click();
  await toast(page, "Another operator must approve this");
  expect((await client.balance.get()).available - before).toBe(50_000_000n);

  await page
    .getByRole("navigation", { name: "Operators" })
    .getByRole("link", { name: /Approvals/ })
    .click();
  await page.getByText("“A goodwill gesture”").waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Approve" }).getAttribute("aria-disabled")).toBe("true");

  const { page: second } = await aPage(server, { as: bob });
  await second.goto("/operators");
  const approvals = second.getByRole("navigation", { name: "Operators" }).getByRole("link", { name: /Approvals/ });
  await expect.poll(() => approvals.textContent()).toContain("1 waiting for you");
  await approvals.click();
  await second.getByText("“A goodwill gesture”").waitFor();
  await picture(second, "approvals");
  await expectAccessible(second);
  await second.getByRole("button", { name: "Approve" }).click();
  await toast(second, "Credit added: $150.00");
  await second.getByText("Nothing waits for approval").waitFor();
  expect((await client.balance.get()).available - before).toBe(200_000_000n);

  await find(page);
  await section(page, "Acts of operators").getByText("decided by Bob Operator").waitFor();
  await section(page, "Audit log").getByText("“A goodwill gesture”").waitFor();
});

it("takes credit back, after a preview in numbers", async () => {
  const { page } = await aPage(server, { as: bob });
  const before = (await client.balance.get()).available;
  await find(page);
  await section(page, "Open credit").getByRole("button", { name: "Take back" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Amount in dollars").fill("1");
  await dialog.getByText("Available").waitFor();
  await dialog.getByRole("button", { name: "Take back" }).click();
  await dialog.getByText("Say why in at least 5 characters").waitFor();
  await dialog.getByLabel("Reason").fill("Added by mistake");
  await dialog.getByRole("button", { name: "Take back" }).click();
  await toast(page, "Both audit logs have it");
  await section(page, "Acts of operators").getByText("Credit taken back").waitFor();
  expect(before - (await client.balance.get()).available).toBe(1_000_000n);
});

it("sets the plan with a reason, and finds it in the audit log of the platform", async () => {
  const { page } = await aPage(server, { as: ada });
  await find(page);
  await page.getByRole("button", { name: "Set the plan" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Plan", { exact: true }).selectOption("enterprise");
  await dialog.getByLabel("Reason").fill("They signed a contract");
  await picture(page, "set-plan");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Set the plan" }).click();
  await toast(page, "The plan is set");
  await page.goto("/operators/audit?text=contract");
  await page.getByText("The plan of an organization was set").first().click();
  await page.getByRole("dialog").getByText("They signed a contract").waitFor();
  await page.getByRole("dialog").getByText(NAME).waitFor();
  await expectAccessible(page);
});

it("makes a platform key, shows it once, and revokes it", async () => {
  const { page } = await aPage(server, { as: ada });
  await page.goto("/operators/keys");
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("orchestrator");
  await dialog.getByLabel("Only these organizations").fill("acme");
  await dialog.getByRole("button", { name: "Create the key" }).click();
  await dialog.getByText("“acme” is no id of an organization").waitFor();
  await dialog.getByLabel("Only these organizations").fill("");
  await picture(page, "new-key");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create the key" }).click();
  await dialog.getByText(/^scrip_p/).waitFor();
  await dialog.getByRole("button", { name: "I have stored it" }).click();
  await page.getByRole("button", { name: "Revoke orchestrator" }).click();
  await dialog.getByRole("button", { name: "Revoke the key" }).click();
  await toast(page, "orchestrator is revoked");
  await page.getByText("Revoked", { exact: true }).waitFor();
});

it("G3 a member finds no page of operators", async () => {
  const { page } = await aPage(server, { expected: [/404/] });
  await page.goto("/operators");
  await page.getByText("Page not found").first().waitFor();
  await expect.poll(() => page.getByRole("navigation", { name: "Operators" }).count()).toBe(0);
});

/** The pages of operators, each opened as a person would. */
const PAGES: readonly (readonly [name: string, open: (page: Page) => Promise<void>])[] = [
  ["search", (page) => follow(page, "/operators")],
  ["found", (page) => follow(page, "/operators?q=lighthouse")],
  ["organization", (page) => find(page)],
  ["acts", (page) => follow(page, "/operators/approvals?all=true")],
  ["cells", (page) => follow(page, "/operators/cells")],
  ["keys", (page) => follow(page, "/operators/keys")],
  ["audit", (page) => follow(page, "/operators/audit")],
];

describe.each([
  ["wide", 1440],
  ["phone", 390],
] as const)("at the width of a %s window", (size, width) => {
  it("axe finds nothing in light and dark, and the pages fit the window and one of 320 pixels", async () => {
    const { page } = await aPage(server, { as: ada, width, reducedMotion: true });
    const wrong: string[] = [];
    await page.goto("/operators");
    for (const [name, open] of PAGES) {
      await open(page);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator('main:not(:has([aria-busy="true"]))').waitFor();
      wrong.push(...(await inspect(page, `operators-${name}-${size}`)));
      if (size === "phone") wrong.push(...(await tooWideAt(page, 320, name)));
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});
