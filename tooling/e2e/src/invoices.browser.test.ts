import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { extractText, getDocumentProxy } from "unpdf";
import { expect, it } from "vitest";
import { anOperator, aPage, aServerWithStripe, inspect, tooWideAt } from "./testing/index.ts";

const server = await aServerWithStripe();
const ada = await anOperator(server, "Ada Operator");
const NAME = "Đặng & Søn <Œuvre> 株式会社";

/** Checkout is at another origin. */
const EXPECTED = [/^foreign request: (GET|POST) http:\/\/(127\.0\.0\.1|localhost):/];

/** The folder for screenshots of the pages. If not set, the test takes none. */
const PICTURES = process.env.SCRIP_SCREENSHOTS;

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  for (const [theme, width] of [
    ["light", 1440],
    ["dark", 390],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(PICTURES, `invoices-${name}-${width}-${theme}.png`) });
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** The text of the file of a link, in the words of the page's own session. */
async function textOfFile(page: Page, name: RegExp): Promise<string> {
  const href = await page.getByRole("link", { name }).first().getAttribute("href");
  const answer = await page.context().request.get(new URL(href ?? "", server.url).href);
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename="invoice-SC-\d{6}\.pdf"$/);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await answer.body())), { mergePages: true });
  return text;
}

it("an operator enters the seller, and sees what the profile lacks", async () => {
  const { page } = await aPage(server, { as: ada });
  await page.goto("/operators/seller");
  await page.getByText("There is no seller yet").waitFor();
  const form = page.getByRole("form", { name: "Seller" });
  await form.getByLabel("Legal name").fill("Compute GmbH");
  await form.getByLabel("Country").selectOption("Germany");
  await form.getByLabel("Address").fill("Invalidenstraße 1\n10115 Berlin");
  await form.getByLabel("Taxes that you collect").fill("DE VAT 19 percent");
  await form.getByRole("button", { name: "Save" }).click();
  await form.getByText("“DE VAT 19 percent” is no tax.").waitFor();
  await form.getByLabel("Taxes that you collect").fill("DE VAT 19");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("The seller is not complete").waitFor();
  await picture(page, "seller");
  await form.getByLabel("Tax ids").fill("DE123456789");
  await form.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => page.getByText("The seller is not complete").count()).toBe(0);
  expect([...(await inspect(page, "seller")), ...(await tooWideAt(page, 320, "seller"))]).toEqual([]);
  const sample = await page.context().request.get(`${server.url}/download/sample-document.pdf`);
  expect((await sample.body()).subarray(0, 5).toString()).toBe("%PDF-");
});

it("a purchase has an invoice with number, name and total, in Invoices and in the drawer of the credit", async () => {
  const { org } = await server.newOrganization();
  const { page } = await aPage(server, { expected: EXPECTED });
  await page.goto(`/o/${org}/invoices`);
  await page.getByText("No invoices yet").waitFor();

  await page.goto(`/o/${org}/settings/billing-details`);
  const form = page.getByRole("form", { name: "Billing details" });
  await form.getByLabel("Company or name").fill(NAME);
  await form.getByLabel("Country").selectOption("Germany");
  await form.getByLabel("Address", { exact: true }).fill("Số 36 đường Nguyễn Thị Minh Khai");
  await form.getByLabel("City").fill("Berlin");
  await form.getByLabel("Tax id (optional)").fill("DE811569869");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("The billing details are saved").first().waitFor();

  await page.goto(`/o/${org}/credits`);
  await page.getByRole("button", { name: "Add credit" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "$25.00", exact: true }).click();
  await dialog.getByRole("button", { name: "Pay $29.75" }).click();
  await page.waitForURL(/\/checkout\//);
  await page.getByRole("button", { name: /4242 4242 4242 4242/ }).click();
  await page.getByRole("button", { name: "Pay $29.75" }).click();
  await page.getByRole("heading", { name: "The credit is added" }).waitFor();

  await page.goto(`/o/${org}/invoices`);
  const line = page.getByRole("row", { name: /SC-\d{6}/ });
  // The worker issues it after the purchase, in its own time.
  const shown = page.getByText("No invoices yet").or(line);
  await expect
    .poll(
      async () => {
        await page.reload();
        await shown.first().waitFor();
        return line.count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await line.getByText("$29.75").waitFor();
  await picture(page, "list");
  expect([...(await inspect(page, "invoices")), ...(await tooWideAt(page, 320, "invoices"))]).toEqual([]);
  const number = /SC-\d{6}/.exec((await line.textContent()) ?? "")?.[0] ?? "";
  await line.getByRole("link", { name: number, exact: true }).click();
  const preview = page.getByRole("dialog");
  await preview.getByText(NAME).waitFor();
  await picture(page, "preview");
  expect(await inspect(page, "invoice-preview")).toEqual([]);
  const text = await textOfFile(page, new RegExp(`Download Invoice ${number}`));
  for (const part of [number, NAME, "Số 36 đường Nguyễn Thị Minh Khai", "VAT 19%", "$4.75", "$29.75"])
    expect(text).toContain(part);

  await page.goto(`/o/${org}/activity`);
  await page
    .getByRole("table", { name: "Credit history" })
    .getByRole("row", { name: /25\.00/ })
    // The heading of the day has the same sum.
    .filter({ has: page.getByRole("link") })
    .getByRole("link")
    .first()
    .click();
  await page
    .getByRole("dialog")
    .getByRole("link", { name: /^Download invoice/ })
    .waitFor();
  expect(await textOfFile(page, /^Download invoice/)).toContain(number);
});
