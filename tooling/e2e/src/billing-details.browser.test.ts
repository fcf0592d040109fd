import { expect, it } from "vitest";
import { aPage, theServer } from "./testing/index.ts";

const server = theServer();

it("billing details are checked at their fields, shown as they are printed, and stay", async () => {
  const { org } = await server.newOrganization();
  const { page } = await aPage(server);
  await page.goto(`/o/${org}/settings/billing-details`);
  const form = page.getByRole("form", { name: "Billing details" });
  const save = form.getByRole("button", { name: "Save" });
  await form.getByLabel("Company or name").fill("Đặng & Søn 株式会社");
  await form.getByLabel("Tax id (optional)").fill("de 123-456-789");
  await save.click();
  await form.getByText("Choose a country.").waitFor();
  await form.getByText("Enter street and number.").waitFor();

  await form.getByLabel("Country").selectOption("France");
  await form.getByLabel("Address", { exact: true }).fill("1 rue de Rivoli");
  await form.getByLabel("Postal code").fill("75001");
  await form.getByLabel("City").fill("Paris");
  await save.click();
  await form.getByText("It must be a VAT number, such as FR12345678901.").waitFor();
  await form.getByLabel("Tax id (optional)").fill("fr 40 303 265 045");
  await save.click();
  await page.getByText("The billing details are saved").first().waitFor();

  const printed = page.getByRole("figure", { name: "Printed as" });
  const words = "Printed asĐặng & Søn 株式会社1 rue de Rivoli75001 ParisFranceTax id FR40303265045";
  await expect.poll(() => printed.textContent()).toBe(words);
  await page.getByText("Not verified yet").waitFor();
  await page.reload();
  await expect.poll(() => printed.textContent()).toBe(words);
  await expect.poll(() => form.getByLabel("Tax id (optional)").inputValue()).toBe("FR40303265045");
});
