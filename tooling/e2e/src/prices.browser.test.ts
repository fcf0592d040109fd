import { describe, expect, it } from "vitest";
import { anOperator, aPage, inspectAt, theServer } from "./testing/index.ts";

const server = theServer();

describe("prices", () => {
  it("a visitor sees every resource by kind of work, and prices an amount by keyboard", async () => {
    const { page } = await aPage(server, { signedIn: false });
    await page.goto("/prices");
    const training = page.getByRole("table", { name: "Training" });
    await training
      .getByRole("row", { name: /H100 80GB/ })
      .getByText("$3.99")
      .waitFor();
    await training.getByRole("cell", { name: "$31.92", exact: true }).waitFor();
    await page.getByRole("table", { name: "Storage" }).getByText("Included: Free 100 GB, Pro 500 GB").waitFor();
    await page.getByText("$20.00 credit each month, for 30 days").waitFor();

    await page.getByLabel("Resource", { exact: true }).selectOption("gpu.h100-80gb");
    await page.getByLabel("Units, such as GPUs").fill("8");
    await page.getByLabel("Hours").fill("1.5");
    await page.getByLabel("Price", { exact: true }).getByText("$47.88").waitFor();
    // The address has the calculation, so that a colleague sees the same.
    await page.reload();
    await expect.poll(() => page.getByLabel("Price", { exact: true }).textContent()).toContain("$47.88");
    await page.getByLabel("Hours").fill("soon");
    await page.getByText("Enter a number with at most three decimals.").waitFor();
    await expect.poll(() => page.getByLabel("Price", { exact: true }).textContent()).not.toContain("47.88");
  });

  it("a visitor asks to talk to sales", async () => {
    const { page } = await aPage(server, { signedIn: false });
    await page.goto("/prices");
    await page.getByRole("link", { name: "Talk to sales" }).click();
    await page.getByLabel("Your name").fill("Ada Lovelace");
    await page.getByLabel("E-mail").fill("ada@example.com");
    await page.getByLabel("E-mail").press("Enter");
    await page.getByText("Say what you need.", { exact: true }).waitFor();
    await page.getByLabel("What do you need?").fill("64 GPUs from June.\nWith invoices.");
    await page.getByRole("button", { name: "Send the request" }).click();
    await page.getByRole("heading", { name: "Your request is sent" }).waitFor();

    const operator = await aPage(server, { as: await anOperator(server, "Olga Operator") });
    await operator.page.goto("/operators/sales");
    const request = operator.page.getByRole("listitem").filter({ hasText: "64 GPUs from June." });
    await request.getByLabel("State of the request of Ada Lovelace").selectOption("contacted");
    await operator.page.getByText("Ada Lovelace: contacted").first().waitFor();
    await expect.poll(() => request.count()).toBe(0);
  });

  it.each([1440, 390])(
    "%i pixels wide: axe finds nothing, and each sight fits the window, that of a phone also 320 pixels",
    async (width) => {
      const { page } = await aPage(server, { signedIn: false, width, reducedMotion: true });
      await page.goto("/prices");
      await page.getByRole("table", { name: "Exports" }).waitFor();
      const wrong = await inspectAt(page, width, "prices");
      await page.goto("/sales");
      await page.getByLabel("What do you need?").waitFor();
      wrong.push(...(await inspectAt(page, width, "sales")));
      expect(wrong).toEqual([]);
    },
  );
});
