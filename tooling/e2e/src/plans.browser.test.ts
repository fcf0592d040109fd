import { randomUUID } from "node:crypto";
import { usd } from "@scrip/domain/money";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aPage, inspectAt, startPlan, theServer } from "./testing/index.ts";

const server = theServer();
/** The clock of every organization here, so that each date on a page is known. */
const APRIL = new Date("2027-04-01T09:00:00Z");

describe("the plan of an organization", () => {
  it("Free with 3 private projects becomes Pro, gets credit each month, cancels, and keeps everything", async () => {
    const client = await server.newOrganization({ testClock: APRIL });
    const project = { entitlement: "private_projects", count: 1 } as const;
    for (let number = 1; number <= 3; number += 1)
      await client.entitlements.use({ ...project, idempotencyKey: randomUUID() });
    const fourth = await client.entitlements
      .use({ ...project, idempotencyKey: randomUUID() })
      .catch((error: unknown) => error);
    expect(fourth).toMatchObject({ code: "limit_reached", details: { limit: 3, used: 3, plan: "pro" } });

    const { page } = await aPage(server, { reducedMotion: true });
    await page.goto(`/o/${client.org}/plan`);
    await page.getByRole("region", { name: "Use of the limits" }).getByText("3 of 3").waitFor();
    const pro = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Pro", exact: true }) });
    await pro.getByText("$29.00").waitFor();
    await pro.getByRole("button", { name: "Become Pro" }).click();
    // The dialog says what it means, when, and in numbers, before the press.
    const dialog = page.getByRole("dialog", { name: "Become Pro?" });
    await dialog.getByText("You pay now").waitFor();
    for (const text of ["$29.00", "+$20.00", "1 May, 09:00"]) expect(await textOf(dialog)).toContain(text);
    await dialog.getByRole("button", { name: "Cancel", exact: true }).click();

    // Until payments are there, an operator's key starts what is paid outside.
    await startPlan(server, client.org, { plan: "pro" });
    await page.reload();
    await page.getByRole("region", { name: "Your plan" }).getByText("Active").waitFor();
    await page.getByText("Renews on 1 May, 09:00").waitFor();
    await client.entitlements.use({ ...project, idempotencyKey: randomUUID() });
    await page.goto(`/o/${client.org}/credits`);
    await page
      .getByRole("list", { name: "Credit in the order of its use" })
      .getByText("plan", { exact: true })
      .waitFor();

    const bar = page.getByRole("region", { name: "Test clock" });
    await bar.getByRole("button", { name: "Next event" }).click();
    await bar.getByText("1 May 2027, 09:00:00 UTC").waitFor();
    await bar.getByText("Pro renewed").waitFor();
    await bar.getByText("+$20.00 plan credit").waitFor();
    // The first credit lapsed as an entry of its own.
    await bar.getByText("−$20.00 expired").waitFor();
    await page.goto(`/o/${client.org}/activity`);
    await page.getByText("Credit expired: plan").waitFor();

    await page.goto(`/o/${client.org}/plan`);
    await page.getByRole("button", { name: "Cancel the plan" }).click();
    const cancel = page.getByRole("dialog", { name: "Cancel Pro?" });
    await cancel.getByText("1 Jun, 09:00").first().waitFor();
    await cancel.getByRole("button", { name: "Cancel the plan" }).click();
    await page.getByText("The plan ends on 1 Jun, 09:00").waitFor();
    await page.getByRole("button", { name: "Undo" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
    await page.getByText("Renews on 1 Jun, 09:00").waitFor();
    await page.getByRole("button", { name: "Cancel the plan" }).click();
    await cancel.getByRole("button", { name: "Cancel the plan" }).click();
    await page.getByText("The plan ends on 1 Jun, 09:00").waitFor();

    await bar.getByRole("button", { name: "+1 month" }).click();
    await bar.getByText("now on Free").waitFor();
    expect((await client.balance.get()).available).toBe(0n);
    const limits = page.getByRole("region", { name: "Use of the limits" });
    await limits.getByText("4 of 3").waitFor();
  }, 120_000);

  it.each([1440, 390])(
    "%i pixels wide: axe finds nothing, and each sight fits the window, that of a phone also 320 pixels",
    async (width) => {
      const client = await server.newOrganization({ testClock: APRIL });
      await client.grants.create({ source: "purchase", amount: usd("50") });
      const { page } = await aPage(server, { width, reducedMotion: true });
      const wrong: string[] = [];
      const see = async (name: string): Promise<void> => {
        wrong.push(...(await inspectAt(page, width, `plan-${name}`)));
      };
      await page.goto(`/o/${client.org}/plan`);
      await page.getByRole("button", { name: "Become Pro" }).click();
      await page.getByRole("dialog", { name: "Become Pro?" }).getByText("You pay now").waitFor();
      await see("become");
      await startPlan(server, client.org, { plan: "pro", interval: "year" });
      await page.reload();
      await page.getByText("Renews on").waitFor();
      await see("active");
      await page.getByRole("button", { name: "Cancel the plan" }).click();
      await page.getByRole("dialog").getByText("Credit that no longer comes").waitFor();
      await see("cancel");
      await page.getByRole("dialog").getByRole("button", { name: "Cancel the plan" }).click();
      await page.getByText("The plan ends on").waitFor();
      await see("ending");
      expect(wrong).toEqual([]);
    },
  );
});

const textOf = async (dialog: ReturnType<Page["getByRole"]>): Promise<string> => (await dialog.textContent()) ?? "";
