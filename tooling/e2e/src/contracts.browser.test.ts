import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { anOperator, aPage, inspect, theServer, tooWideAt } from "./testing/index.ts";

const server = theServer();
const olga = await anOperator(server, "Olga Operator");
/** The clock of every organization here. Pages show times in UTC. */
const APRIL = new Date("2027-04-01T09:00:00Z");

describe("contracts of an organization", () => {
  it("an operator enters one with a price, credit and dates, gives it another end, and ends it", async () => {
    const client = await server.newOrganization({ name: "Signed Lab", testClock: APRIL });
    const { page } = await aPage(server, { as: olga, reducedMotion: true });
    await page.goto(`/operators/o/${client.org}`);
    const contracts = page.getByRole("region", { name: "Contracts" });
    await contracts.getByText("There is no contract.").waitFor();
    await contracts.getByRole("button", { name: "Enter a contract" }).click();
    const dialog = page.getByRole("dialog", { name: "Enter a contract" });
    await dialog.getByLabel("H100 80GB").fill("2.50");
    await dialog.getByRole("textbox", { name: "Each month" }).fill("500");
    await dialog.getByLabel("Expires after days").nth(1).fill("30");
    await dialog.getByLabel("Ends").fill("2028-04-01T00:00");
    await dialog.getByLabel("Reason").fill("Signed on paper");
    // What it changes, when, and in numbers, before the press.
    const meaning = dialog.getByRole("region", { name: "What it changes" });
    for (const text of [
      "Signed Lab is on Enterprise",
      "On 1 Apr 2028, 00:00",
      "it is on Free",
      "$3.99",
      "$2.50",
      "$500.00",
    ])
      await expect.poll(() => meaning.textContent()).toContain(text);
    await dialog.getByRole("button", { name: "Enter the contract" }).click();
    await page.getByText("The contract runs: Enterprise").first().waitFor();
    await contracts.getByText("Running").waitFor();
    await expect.poll(() => contracts.textContent()).toContain("$2.50 per hour");
    expect((await client.balance.get()).available).toBe(usd("500"));

    const end = async (at: string): Promise<void> => {
      await contracts.getByRole("button", { name: "End", exact: true }).click();
      const asked = page.getByRole("dialog", { name: "End the contract" });
      await asked.getByText("the organization is on Free").waitFor();
      await asked.getByLabel("When").fill(at);
      await asked.getByLabel("Reason").fill("Agreed by mail");
      await asked.getByRole("button", { name: "End it" }).click();
    };
    await end("2027-06-01T00:00");
    await page.getByText("The contract has a new end").first().waitFor();
    await contracts.getByText("1 Jun 2027, 00:00").waitFor();
    await end("");
    await page.getByText("The contract has ended").first().waitFor();
    await contracts.getByText("Ended").waitFor();
    // What was given stays.
    expect((await client.balance.get()).available).toBe(usd("500"));
  });

  it.each([1440, 390])("%i pixels wide: axe finds nothing, and each sight fits, also 320 pixels", async (width) => {
    const client = await server.newOrganization({ testClock: APRIL });
    const { page } = await aPage(server, { as: olga, width, reducedMotion: true });
    const wrong: string[] = [];
    const see = async (name: string): Promise<void> => {
      wrong.push(...(await inspect(page, `contracts-${name}-${width}`)));
      if (width < 600) wrong.push(...(await tooWideAt(page, 320, name)));
    };
    await page.goto(`/operators/o/${client.org}`);
    await page.getByRole("button", { name: "Enter a contract" }).click();
    const dialog = page.getByRole("dialog", { name: "Enter a contract" });
    await dialog.getByLabel("H100 80GB").fill("2.50");
    await dialog.getByRole("button", { name: "Enter the contract" }).click();
    await dialog.getByText("Say why in at least 5 characters.").waitFor();
    await see("new");
    await dialog.getByLabel("Reason").fill("Signed on paper");
    await dialog.getByRole("button", { name: "Enter the contract" }).click();
    await page.getByRole("region", { name: "Contracts" }).getByText("Running").waitFor();
    await see("card");
    await page.getByRole("button", { name: "End", exact: true }).click();
    await page.getByRole("dialog", { name: "End the contract" }).waitFor();
    await see("end");
    expect(wrong).toEqual([]);
  });
});
