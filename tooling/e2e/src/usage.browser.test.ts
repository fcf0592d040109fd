import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { aPage, aWorkingOrganization, downloadBy, theServer } from "./testing/index.ts";

const server = theServer();
const DAYS = "from=2026-01-01&to=2026-01-31";

it("usage adds up by resource, project, member and day, and the address has the choice", async () => {
  const { at } = await aWorkingOrganization(server);
  const { page } = await aPage(server);
  await page.goto(at(`/usage?${DAYS}`));
  // $15.96 of H100, $1.85 of RTX 4090, and $1.234567 that was charged alone.
  await totals(page).getByText("$19.04").waitFor();
  await page.getByRole("table", { name: "Usage by resource" }).getByText("H100 80GB").waitFor();
  for (const [view, name] of [
    ["Project", "vision"],
    ["Member", "ada"],
    ["Day", "14 Jan"],
  ] as const) {
    await page.getByRole("button", { name: view, exact: true }).click();
    await page
      .getByRole("table", { name: `Usage by ${view.toLowerCase()}` })
      .getByText(name)
      .first()
      .waitFor();
    await expect.poll(() => page.url()).toContain(`by=${view.toLowerCase()}`);
  }
  await page.goBack();
  await page.getByRole("table", { name: "Usage by member" }).waitFor();
});

it("a filter narrows the sums, the table and the file, and a row leads to its lines in the history", async () => {
  const { at } = await aWorkingOrganization(server);
  const { page } = await aPage(server);
  await page.goto(at(`/usage?${DAYS}`));
  await page.getByRole("combobox", { name: /^Project:/ }).click();
  await page.getByRole("option", { name: "vision", exact: true }).click();
  await page.keyboard.press("Escape");
  // Two hours of two H100 at $3.99.
  await totals(page).getByText("$15.96").waitFor();
  await expect.poll(() => page.url()).toContain("project=vision");
  const file = await downloadBy(page.getByRole("link", { name: /download this usage/ }));
  const [header, ...lines] = file.text.trim().split(/\r?\n/);
  expect(header).toContain("Used (USD)");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("gpu.h100-80gb,vision,ada,2,15.96");
  await page.getByRole("table", { name: "Usage by resource" }).getByRole("link", { name: "H100 80GB" }).click();
  await page.waitForURL(/\/activity\?/);
  await page.getByText("nightly-vision").first().waitFor();
});

const totals = (page: Page) => page.getByRole("region", { name: "What this usage adds up to" });
