import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { anOperator, aPage, callAs, inspect, theServer, tooWideAt } from "./testing/index.ts";

const server = theServer();

interface Wanted {
  readonly name: string;
  readonly amount: string;
  readonly codes: string;
}

/** Fills the form of a new campaign, without sending it. */
async function describeCampaign(page: Page, { name, amount, codes }: Wanted) {
  await page.getByRole("button", { name: "New campaign" }).click();
  const dialog = page.getByRole("dialog", { name: "New campaign" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Credit of one redemption, in dollars").fill(amount);
  await dialog.getByLabel("Number of codes").fill(codes);
  await dialog.getByLabel("Reason").fill("A meetup in Berlin");
  return dialog;
}

const actions = (page: Page, name: string) => page.getByRole("button", { name: `Actions for ${name}` });

describe("campaigns of redeem codes", () => {
  it("an operator makes one, its codes are shown once, and it ends", async () => {
    const { page } = await aPage(server, { as: await anOperator(server, "Ada Operator"), reducedMotion: true });
    const name = `Meetup ${Date.now()}`;
    await page.goto("/operators/campaigns");
    const dialog = await describeCampaign(page, { name, amount: "12.50", codes: "3" });
    // The most that it can give, before the press.
    await dialog.getByText("$37.50").waitFor();
    await dialog.getByRole("button", { name: "Create the campaign" }).click();
    await page.getByText(`${name} is ready`).first().waitFor();
    await actions(page, name).click();
    await page.getByRole("menuitem", { name: "Create codes" }).click();
    await page.getByText("These 3 codes give at most $37.50.").waitFor();
    await page.getByRole("button", { name: "Create the codes" }).click();
    const codes = page.getByRole("dialog", { name: "Store the codes now" });
    const list = await codes.getByRole("region", { name: "The codes" }).textContent();
    expect(list).toMatch(/^([0-9A-HJKMNP-TV-Z]{26}\n){2}[0-9A-HJKMNP-TV-Z]{26}$/);
    const file = await codes.getByRole("link", { name: "Save as CSV" }).getAttribute("href");
    expect(
      decodeURIComponent(file ?? "")
        .split("\r\n")
        .slice(1, 4),
    ).toEqual(list?.split("\n"));
    await codes.getByRole("button", { name: "I have stored them" }).click();
    await page.getByText("0 by 3 of 3 codes").first().waitFor();

    // It has all its codes, so that only the end is left.
    await actions(page, name).click();
    await expect.poll(() => page.getByRole("menuitem").allTextContents()).toEqual(["End the campaign"]);
    await page.getByRole("menuitem", { name: "End the campaign" }).click();
    await page
      .getByRole("dialog", { name: `End ${name}?` })
      .getByRole("button", { name: "End the campaign" })
      .click();
    await page.getByText(`${name} has ended`).first().waitFor();
    await expect.poll(() => actions(page, name).count()).toBe(0);
  });

  it("G17 one above the limit waits until another operator approves it, and has codes then", async () => {
    const ada = await aPage(server, { as: await anOperator(server, "Ada Operator"), reducedMotion: true });
    const bob = await aPage(server, { as: await anOperator(server, "Bob Operator"), reducedMotion: true });
    const name = `Conference ${Date.now()}`;
    await ada.page.goto("/operators/campaigns");
    const dialog = await describeCampaign(ada.page, { name, amount: "20", codes: "100" });
    await dialog.getByText("Another operator must approve this").waitFor();
    await dialog.getByText("$2,000.00").waitFor();
    await dialog.getByRole("button", { name: "Ask for approval" }).click();
    await ada.page.getByText(`${name} waits for approval`).first().waitFor();
    await actions(ada.page, name).click();
    await expect.poll(() => ada.page.getByRole("menuitem").allTextContents()).toEqual(["Withdraw the request"]);
    await ada.page.keyboard.press("Escape");

    const card = ({ page }: typeof ada) => page.getByRole("listitem").filter({ hasText: name });
    await ada.page.goto("/operators/approvals");
    await expect.poll(() => card(ada).getByRole("button", { name: "Approve" }).isDisabled()).toBe(true);
    await bob.page.goto("/operators/approvals");
    await card(bob).getByText("100 codes, 1 use of each").waitFor();
    await card(bob).getByText("“A meetup in Berlin”").waitFor();
    await card(bob).getByRole("button", { name: "Approve" }).click();
    await bob.page.getByText(`${name} is approved`).first().waitFor();
    await expect.poll(() => card(bob).count()).toBe(0);

    await ada.page.goto("/operators/campaigns");
    await actions(ada.page, name).click();
    await ada.page.getByRole("menuitem", { name: "Create codes" }).click();
    await ada.page.getByText("These 100 codes give at most $2,000.00.").waitFor();
  });

  it.each([1440, 390])("%i pixels wide: axe finds nothing, and each sight fits, also 320 pixels", async (width) => {
    const { page } = await aPage(server, { as: await anOperator(server, "Eve"), width, reducedMotion: true });
    const wrong: string[] = [];
    const see = async (name: string): Promise<void> => {
      wrong.push(...(await inspect(page, `campaigns-${name}-${width}`)));
      if (width < 600) wrong.push(...(await tooWideAt(page, 320, name)));
    };
    await page.goto("/operators/campaigns");
    const dialog = await describeCampaign(page, { name: "A small one", amount: "1", codes: "1" });
    await dialog.getByRole("button", { name: "Create the campaign" }).click();
    await page.getByText("A small one is ready").first().waitFor();
    await actions(page, "A small one").first().click();
    await page.getByRole("menuitem", { name: "Create codes" }).click();
    await page.getByRole("button", { name: "Create the codes" }).click();
    await page.getByRole("button", { name: "I have stored them" }).waitFor();
    await see("codes");
    await page.getByRole("button", { name: "I have stored them" }).click();
    const big = await describeCampaign(page, { name: "A big one", amount: "1000", codes: "1000" });
    await big.getByText("Another operator must approve this").waitFor();
    await see("new");
    await big.getByRole("button", { name: "Ask for approval" }).click();
    await page.getByText("A big one waits for approval").first().waitFor();
    await see("list");
    await page.goto("/operators/approvals");
    await page.getByText("Campaign of codes").first().waitFor();
    await see("approvals");
    expect(wrong).toEqual([]);
  });
});

it("on a phone the bar of the operators' pages shows the current one", async () => {
  const ada = await aPage(server, { as: await anOperator(server, "Ada Operator") });
  await ada.page.goto("/operators");
  const offer = { name: "Any number of codes", amount: "1", reason: "A browser test", idempotencyKey: randomUUID() };
  await callAs(ada.page, "mutation", "campaigns.create", offer);
  const { page } = await aPage(server, { as: await anOperator(server, "Eve"), width: 390, reducedMotion: true });
  await page.goto("/operators/audit");
  // The number of what waits for Eve makes the bar longer after it was shown.
  await page.getByRole("link", { name: /^Approvals \d+ waiting for you$/ }).waitFor();
  const current = page.getByRole("navigation", { name: "Operators" }).getByRole("link", { name: "Audit log" });
  const isInSight = async () => {
    const { x = -1, width = 0 } = (await current.boundingBox()) ?? {};
    return x >= 0 && x + width <= 390;
  };
  await expect.poll(isInSight).toBe(true);
});
