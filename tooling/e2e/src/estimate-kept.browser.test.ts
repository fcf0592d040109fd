import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { aPage, theServer } from "./testing/index.ts";

const server = theServer();
const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 2, 2, 9);

it("the estimate equals the final charge when the run goes as planned", async () => {
  const client = await server.newOrganization({ testClock: new Date(BEGIN) });
  await client.grants.create({ source: "purchase", amount: usd("100.00") });
  const { page } = await aPage(server);
  await page.goto(`/o/${client.org}/jobs/estimate?resource=gpu.l40s&units=2.5&hours=3&epoch=60`);
  await page.getByText("Your credit covers the whole run").waitFor();
  // $1.14 an hour, 2.5 units and 3 hours.
  await page.getByRole("region", { name: "What would happen" }).getByText("$8.55").first().waitFor();

  const terms = { resource: "gpu.l40s", unitsMilli: 2500, estimateMs: 3 * HOUR_MS } as const;
  await client.jobs.start({ job: "train", ...terms, next: { untilMs: HOUR_MS } });
  for (const hours of [1, 2]) {
    await client.clocks.advance({ to: new Date(BEGIN + hours * HOUR_MS) });
    const next = { untilMs: (hours + 1) * HOUR_MS };
    await client.jobs.settleEpoch({ job: "train", quantityMs: hours * HOUR_MS, next });
  }
  await client.clocks.advance({ to: new Date(BEGIN + 3 * HOUR_MS) });
  const { chargedTotal } = await client.jobs.complete({ job: "train", quantityMs: 3 * HOUR_MS });
  expect(chargedTotal).toBe(usd("8.55"));

  await page.goto(`/o/${client.org}/jobs/train`);
  const used = page.getByRole("region", { name: "Used", exact: true });
  await used.getByText("$8.55").first().waitFor();
  await used.getByText("Completed").waitFor();
});
