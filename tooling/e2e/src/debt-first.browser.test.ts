import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { aPage, theServer } from "./testing/index.ts";

const server = theServer();
const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 3, 1, 12);

it("a deployment runs into debt, and the next top-up pays it first", async () => {
  const client = await server.newOrganization({ testClock: new Date(BEGIN) });
  await client.grants.create({ source: "purchase", amount: usd("1.00") });
  await client.endpoints.start({ endpoint: "chat", resource: "gpu.h100-80gb" });
  await client.clocks.advance({ to: new Date(BEGIN + HOUR_MS) });
  const { page } = await aPage(server);
  await page.goto(`/o/${client.org}/endpoints`);
  await page.getByText("“chat” is running on the overdraft").first().waitFor();
  await page.getByRole("table", { name: "Endpoints" }).getByText("On overdraft").waitFor();
  await page.goto(`/o/${client.org}/endpoints/chat`);
  // An hour costs $3.99, of which credit paid $1.00; above zero is one micro-dollar more.
  await page.getByText("Add at least $2.990001; new credit pays what is owed first.").first().waitFor();

  const { balance } = await client.grants.create({ source: "purchase", amount: usd("5.00") });
  expect(balance).toMatchObject({ available: usd("2.01"), owed: 0n });
  await page.getByText("Add at least").first().waitFor({ state: "detached" });
  await page.goto(`/o/${client.org}`);
  const available = page.getByRole("region", { name: "Available" });
  await available.getByText("$2.01").first().waitFor();
  // The entry of the top-up says what it paid.
  const { seq } = await client.balance.get();
  await page.goto(`/o/${client.org}/activity?entry=${seq}`);
  await page.getByRole("dialog").getByText("$2.99").first().waitFor();
});
