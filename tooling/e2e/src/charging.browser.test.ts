import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { anOperator, aPage, aServerWithStripe, expectAccessible, tooWideAt } from "./testing/index.ts";

// A server of its own: the pause holds for the whole platform.
const server = await aServerWithStripe();
const ada = await anOperator(server, "Ada Operator");

/** The folder for screenshots of the page. If not set, the test takes none. */
const PICTURES = process.env.SCRIP_SCREENSHOTS;

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `charging-${name}.png`), fullPage: true });
}

it("an operator pauses charging with a reason, sees what Stripe has, and resumes", async () => {
  const { page } = await aPage(server, { as: ada });
  await page.goto("/operators/charging");
  await page.getByRole("button", { name: "Pause charging" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Pause charging" }).click();
  await dialog.getByText("Say why in at least 5 characters.").waitFor();
  await dialog.getByLabel("Reason").fill("The bank asks us to wait");
  await dialog.getByRole("button", { name: "Pause charging" }).click();
  await page.getByText("Charging is paused").first().waitFor();
  await page.getByText(/The bank asks us to wait/).waitFor();
  await page.getByText("Reconciliation with Stripe").waitFor();
  await expectAccessible(page);
  await picture(page, "paused");
  expect(await tooWideAt(page, 390, "charging")).toEqual([]);
  await picture(page, "paused-390");
  await page.getByRole("button", { name: "Resume charging" }).click();
  await dialog.getByLabel("Reason").fill("The bank is content");
  await dialog.getByRole("button", { name: "Resume charging" }).click();
  await page.getByRole("button", { name: "Pause charging" }).waitFor();
});
