import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { aPage, inspectAt, theServer } from "./testing/index.ts";

const server = theServer();

/** The last call is refused on purpose. Chromium logs it. */
const REFUSED = /^console: Failed to load resource: .* (402)/;

it("a visitor reads the API, sends a call with a key, and the page forgets the key", async () => {
  const { org } = await server.client.organizations.create({ name: "API Lab" });
  await server.client.grants.create({ org, source: "purchase", amount: usd("20") });
  const { page } = await aPage(server, { signedIn: false, expected: [REFUSED] });
  await page.goto(`/api-reference?operation=balanceGet&org=${org}`);
  await page.getByRole("heading", { name: "/v1/balance/get" }).waitFor();
  await page.getByLabel("Service key").fill(server.key);
  await page.getByLabel("Service key").press("Enter");
  const response = page.getByRole("region", { name: "Response" });
  await response.getByText('"available": "20000000"').waitFor();

  await page.getByRole("link", { name: "place" }).click();
  await page.getByRole("heading", { name: "/v1/holds/place" }).waitFor();
  await page.getByLabel("Fields, as JSON").fill(`{ "org": "${org}", "amount": "25000000" }`);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("HTTP 402").waitFor();
  await response.getByText('"code": "insufficient_credit"').waitFor();
  await page.getByLabel("Fields, as JSON").fill("{");
  await page.getByText("The fields must be a JSON object.").waitFor();
  const kept = await page.evaluate<string>("JSON.stringify([localStorage, sessionStorage, location.href])");
  expect(kept).not.toContain(server.key);
  await page.reload();
  await page.getByRole("heading", { name: "/v1/holds/place" }).waitFor();
  expect(await page.getByLabel("Service key").inputValue()).toBe("");
}, 60_000);

it("axe finds nothing, and the page fits every window", async () => {
  const wrong: string[] = [];
  for (const width of [1440, 390]) {
    const { page } = await aPage(server, { signedIn: false, width, reducedMotion: true });
    await page.goto("/api-reference?operation=jobsStart");
    await page.getByRole("heading", { name: "/v1/jobs/start" }).waitFor();
    wrong.push(...(await inspectAt(page, width, "api-reference")));
    await page.goto("/api-reference?operation=errors");
    await page.getByText("insufficient_credit").first().waitFor();
    wrong.push(...(await inspectAt(page, width, "api-errors")));
  }
  expect(wrong).toEqual([]);
}, 120_000);
