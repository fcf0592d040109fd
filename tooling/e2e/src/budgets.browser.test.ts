import { isRefusal } from "@scrip/client";
import type { Role } from "@scrip/domain/access";
import { usd } from "@scrip/domain/money";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aPage, aPerson, inspectAt, join, theServer } from "./testing/index.ts";

const server = theServer();
const HOUR_MS = 3_600_000;

describe("budgets", () => {
  it("a person of billing sets a budget, which says what is used already, and a start beyond it is refused", async () => {
    const { client, as } = await aLab("Budget Lab", "billing");
    await client.charges.create({ amount: usd("6"), project: "vision" });
    const { page } = await aPage(server, { as });
    await page.goto(`/o/${client.org}/settings/budgets`);
    await page.getByText("No budgets yet").waitFor();
    await page.getByRole("button", { name: "New budget" }).click();
    const dialog = page.getByRole("dialog", { name: "New budget" });
    // An empty form is refused at its fields.
    await dialog.getByRole("button", { name: "Set the budget" }).click();
    await dialog.getByText("Choose one.").waitFor();
    await dialog.getByLabel("Project", { exact: true }).fill("vision");
    await dialog.getByLabel("Cap, in dollars").fill("10");
    await dialog.getByText("$6.00 is used this month (UTC) already: $4.00 would be left.").waitFor();
    await dialog.getByRole("button", { name: "Set the budget" }).click();
    await page.getByText("$6.00 of $10.00").waitFor();

    // $3.99 an hour: the first hour fits, the second does not.
    const first = await client.jobs.start(aJob("train-1"));
    expect(first.decision).toBe("continue");
    await page.getByText("$9.99 of $10.00").waitFor();
    await page.getByText("$3.99 of it is on hold").waitFor();
    const second = await client.jobs.start(aJob("train-2")).catch((error: unknown) => error);
    expect(isRefusal(second, "budget_exceeded") && second.details).toMatchObject({
      scope: "project",
      id: "vision",
      period: "month",
      cap: usd("10"),
      used: usd("9.99"),
      asked: usd("3.99"),
    });
    expect(String(second)).toContain('The budget of the project "vision" is $10.00 a month');
    // Other work is not refused.
    await client.jobs.start({ ...aJob("train-3"), project: "speech" });

    // The job that runs pauses at the end of its epoch, and its page says why.
    const paused = await client.jobs.settleEpoch({ job: "train-1", quantityMs: 0, next: { untilMs: 2 * HOUR_MS } });
    expect(paused).toMatchObject({ decision: "pause", reason: "budget_exceeded", budget: { asked: usd("3.99") } });
    await page.goto(`/o/${client.org}/jobs/train-1`);
    await page.getByText("Paused: the budget of project vision is full").first().waitFor();
    await page.getByText("The budget is $10.00 a month. $9.99 was used").first().waitFor();

    await page.goto(`/o/${client.org}/settings/budgets`);
    await act(page, "Change");
    const change = page.getByRole("dialog", { name: "Budget of the project vision" });
    await change.getByLabel("Cap, in dollars").fill("50");
    await change.getByRole("button", { name: "Change the budget" }).click();
    await page.getByText("$6.00 of $50.00").waitFor();
    await client.jobs.start(aJob("train-4"));
    await act(page, "Earlier windows");
    await page.getByRole("dialog").getByRole("listitem").first().waitFor();
    await page.keyboard.press("Escape");
    await act(page, "Remove");
    await page.getByRole("button", { name: "Remove the budget" }).click();
    await page.getByText("No budgets yet").waitFor();
  }, 90_000);

  it("G3 a viewer sees the budgets and may not change them", async () => {
    const { client, as } = await aLab("Budgets of others", "viewer");
    await client.budgets.set({ scope: "organization", period: "day", cap: usd("25"), mode: "alert" });
    const { page } = await aPage(server, { as });
    await page.goto(`/o/${client.org}/settings/budgets`);
    await page.getByText("Whole organization").waitFor();
    await page.getByText("Alert only").waitFor();
    expect(await page.getByRole("button", { name: "New budget" }).count()).toBe(0);
    await page.getByRole("button", { name: /^Actions for/ }).press("Enter");
    await page.getByRole("menuitem", { name: "Earlier windows" }).waitFor();
    expect(await page.getByRole("menuitem", { name: "Remove" }).count()).toBe(0);
  });

  it.each([1440, 390])(
    "%i pixels wide: axe finds nothing, and each sight fits the window, that of a phone also 320 pixels",
    async (width) => {
      const { client, as } = await aLab(`Budgets at ${width}`, "admin");
      const { page } = await aPage(server, { as, width, reducedMotion: true });
      const wrong: string[] = [];
      const see = async (name: string): Promise<void> => {
        wrong.push(...(await inspectAt(page, width, `budgets-${name}`)));
      };
      for (const [budget, cap] of [
        [{ scope: "project", id: "vision", period: "day" }, "10"],
        [{ scope: "project", id: "a project of the cluster in Frankfurt with a long name", period: "month" }, "5"],
        [{ scope: "member", id: "ada@example.com", period: "all" }, "1000"],
        [{ scope: "organization", period: "month" }, "14"],
      ] as const)
        await client.budgets.set({ ...budget, cap: usd(cap) });
      await client.charges.create({ amount: usd("7.40"), project: "vision", member: "ada@example.com" });
      await client.charges.create({
        amount: usd("5"),
        project: "a project of the cluster in Frankfurt with a long name",
      });
      await page.goto(`/o/${client.org}/settings/budgets`);
      await page.getByText("$5.00 of $5.00").waitFor();
      await see("list");
      await page.getByRole("button", { name: "New budget" }).click();
      await page.getByRole("dialog", { name: "New budget" }).getByLabel("Project", { exact: true }).fill("vision");
      await page.getByText("is used this month (UTC) already").waitFor();
      await see("create");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await act(page, "Earlier windows", /project vision/);
      await page.getByRole("dialog").getByRole("listitem").first().waitFor();
      await see("history");
      expect(wrong).toEqual([]);
    },
    90_000,
  );
});

const aJob = (job: string) =>
  ({ job, resource: "gpu.h100-80gb", project: "vision", next: { untilMs: HOUR_MS } }) as const;

/** An organization with $500, and a member of it. */
async function aLab(name: string, role: Role) {
  const client = await server.newOrganization({ name });
  await client.grants.create({ source: "purchase", amount: usd("500") });
  const as = await aPerson(server, { name: "Grace Hopper" });
  await join(server, { org: client.org, personId: as.personId, role });
  return { client, as };
}

/** Chooses an action in the menu of a budget, by keyboard. */
async function act(page: Page, action: string, budget: RegExp = /./): Promise<void> {
  await page
    .getByRole("button", { name: /^Actions for/ })
    .and(page.getByRole("button", { name: budget }))
    .first()
    .press("Enter");
  await page.getByRole("menuitem", { name: action }).press("Enter");
}
