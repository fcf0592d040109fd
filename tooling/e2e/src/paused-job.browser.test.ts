import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { aPage, aServerWithStripe } from "./testing/index.ts";

const server = await aServerWithStripe();
const HOUR_MS = 3_600_000;

/** Checkout is at another origin. */
const EXPECTED = [/^foreign request: (GET|POST) http:\/\/(127\.0\.0\.1|localhost):/];

it("a job pauses at zero in front of a person, who tops up, and its service resumes it", async () => {
  const client = await server.newOrganization();
  await client.grants.create({ source: "purchase", amount: usd("0.50") });
  const { org } = client;
  const { page } = await aPage(server, { expected: EXPECTED });
  await page.goto(`/o/${org}/jobs`);
  await page.getByText("No jobs yet").waitFor();
  const job = "train";
  // Within the clock tolerance a service may report a second at once.
  await client.jobs.start({ job, resource: "gpu.h100-80gb", next: { untilMs: 1000 } });
  const row = page.getByRole("table", { name: "Jobs" }).getByRole("row").filter({ hasText: job });
  await row.getByText("Running").waitFor();

  const next = { untilMs: HOUR_MS };
  const paused = await client.jobs.settleEpoch({ job, quantityMs: 1000, next });
  expect(paused).toMatchObject({ decision: "pause", reason: "insufficient_credit" });
  // $3.99 for the hour, less the $0.50. The first second was paid from it, and counts in the hour.
  await row.getByText("Needs $3.49").waitFor();
  await page.getByText(`“${job}” is paused for lack of credit`).first().waitFor();

  await page.getByRole("button", { name: "Add credit" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "$25.00", exact: true }).click();
  await dialog.getByRole("button", { name: "Pay $25.00" }).click();
  await page.waitForURL(/\/checkout\//);
  await page.getByRole("button", { name: /4242 4242 4242 4242/ }).click();
  await page.getByRole("button", { name: "Pay $25.00" }).click();
  await page.getByRole("heading", { name: "The credit is added" }).waitFor();

  await page.goto(`${server.url}/o/${org}/jobs`);
  await row.getByText("Needs $3.49").waitFor();
  await client.jobs.resume({ job, next });
  await row.getByText("Running").waitFor();
  await expect.poll(() => page.getByText("paused for lack of credit").count()).toBe(0);
});
