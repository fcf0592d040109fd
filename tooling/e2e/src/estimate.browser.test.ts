import { expect, it } from "vitest";
import { aPage, aWorkingOrganization, theServer } from "./testing/index.ts";

const HOUR_MS = 3_600_000;
const server = theServer();

it("the estimate is the final charge of a run that goes as planned", async () => {
  const { at, client } = await aWorkingOrganization(server);
  const { page } = await aPage(server);
  await page.goto(at("/jobs"));
  await page.getByRole("link", { name: "New estimate" }).click();
  await page.getByLabel("Resource", { exact: true }).selectOption("gpu.rtx-3090");
  await page.getByLabel("Hours").fill("2");
  await page.getByText("Your credit covers the whole run").waitFor();
  await page
    .getByRole("table", { name: "Who pays" })
    .getByRole("row", { name: /In all \$0\.88/ })
    .waitFor();
  await page.getByText("This job through the typed client").waitFor();

  const start = Date.parse((await client.balance.get()).at);
  const job = "estimated";
  await client.jobs.start({ job, resource: "gpu.rtx-3090", next: { untilMs: HOUR_MS } });
  await client.clocks.advance({ to: new Date(start + HOUR_MS) });
  await client.jobs.settleEpoch({ job, quantityMs: HOUR_MS, next: { untilMs: 2 * HOUR_MS } });
  await client.clocks.advance({ to: new Date(start + 2 * HOUR_MS) });
  const { chargedTotal } = await client.jobs.complete({ job, quantityMs: 2 * HOUR_MS });
  expect(chargedTotal).toBe(880_000n);
});

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
