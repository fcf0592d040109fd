import { expect, it } from "vitest";
import { aPage, aWorkingOrganization, theServer } from "./testing/index.ts";

const server = theServer();

it("says where a job would pause and what is missing, and leads to a cheaper resource", async () => {
  const { at } = await aWorkingOrganization(server);
  const { page } = await aPage(server);
  await page.goto(at("/jobs/estimate?resource=gpu.h100-80gb&hours=100&epoch=60"));
  await page.getByText(/It would pause after epoch \d+ of 100/).waitFor();
  await page.getByText(/The next epoch needs \$\d+\.\d+ more\./).waitFor();
  await page.getByLabel("Units, such as GPUs").fill("many");
  await page.getByText("Enter a number with at most three decimals.").waitFor();
  await page.getByLabel("Units, such as GPUs").fill("0.1");
  await page.getByText("Your credit covers the whole run").waitFor();
  await page
    .getByRole("table", { name: "Cheaper resources" })
    .getByRole("link", { name: /RTX 3090/ })
    .click();
  await expect.poll(() => page.getByLabel("Resource", { exact: true }).inputValue()).toBe("gpu.rtx-3090");
  // The address has what was typed, so that a colleague sees the same.
  await page.reload();
  await expect.poll(() => page.getByLabel("Units, such as GPUs").inputValue()).toBe("0.1");
});
