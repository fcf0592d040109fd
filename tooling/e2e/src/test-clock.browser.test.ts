import { describe, expect, it } from "vitest";
import { aPage, aServer, expectAccessible, theServer } from "./testing/index.ts";

const BEGIN = "2026-01-31T09:00:00Z";

describe("the clock bar", () => {
  const server = theServer();

  it("moves the time, lists the due work on the way, and credit expires on the page", async () => {
    const client = await server.newOrganization({ testClock: new Date(BEGIN) });
    await client.grants.create({ source: "signup", amount: 5_000_000n, expiresAt: "2026-02-01T09:00:00Z" });
    await client.grants.create({ source: "purchase", amount: 10_000_000n });
    await client.grants.create({ source: "plan", amount: 20_000_000n, effectiveAt: "2026-02-20T00:00:00Z" });
    const { page } = await aPage(server);
    await page.goto(`/o/${client.org}`);
    const bar = page.getByRole("region", { name: "Test clock" });
    const available = page.getByRole("region", { name: "Available" });
    await available.getByRole("link", { name: "$15.00" }).waitFor();
    await bar.getByText("31 Jan 2026, 09:00:00 UTC").waitFor();

    await bar.getByRole("button", { name: "+1 hour" }).click();
    await bar.getByText("Nothing fell due on the way.").waitFor();
    await bar.getByText("31 Jan 2026, 10:00:00 UTC").waitFor();
    await bar.getByRole("button", { name: "+1 day" }).click();
    await bar.getByText("−$5.00 expired", { exact: true }).waitFor();
    await available.getByRole("link", { name: "$10.00" }).waitFor();
    await page.getByRole("table", { name: "Last activities" }).getByText("Credit expired: signup").waitFor();
    await page.getByRole("banner").getByText("$10.00").waitFor();
    // A month advances to the same day of the next month.
    await bar.getByRole("button", { name: "+1 month" }).click();
    await bar.getByText("1 Mar 2026, 10:00:00 UTC").waitFor();
    await available.getByRole("link", { name: "$30.00" }).waitFor();
    await bar.getByText("+$20.00 plan credit", { exact: true }).waitFor();
    await page.getByText("Time has moved").first().waitFor();

    await bar.getByLabel("Move the clock to").fill("2026-03-02T12:30");
    await bar.getByRole("button", { name: "Go" }).click();
    await bar.getByText("2 Mar 2026, 12:30:00 UTC").waitFor();
    expect((await client.balance.get()).available).toBe(30_000_000n);
    await expectAccessible(page);
  });

  it.each([768, 1200, 1440])("keeps its buttons in one line beside long words, %d pixels wide", async (width) => {
    const client = await server.newOrganization({ testClock: new Date(BEGIN) });
    await client.grants.create({ source: "signup", amount: 5_000_000n, expiresAt: "2026-02-01T09:00:00Z" });
    for (const source of ["plan", "code", "contract", "adjustment"] as const)
      await client.grants.create({ source, amount: 1_234_560_000n, effectiveAt: "2026-02-20T00:00:00Z" });
    const { page } = await aPage(server, { width, reducedMotion: true });
    await page.goto(`/o/${client.org}`);
    const bar = page.getByRole("region", { name: "Test clock" });
    await bar.getByRole("button", { name: "+1 month" }).click();
    await bar.getByText("−$5.00 expired").waitFor();
    const box = await bar.boundingBox();
    for (const button of await bar.getByRole("button").filter({ visible: true }).all()) {
      const { y = -1, height = 0 } = (await button.boundingBox()) ?? {};
      expect(y).toBeGreaterThanOrEqual(box?.y ?? 0);
      expect(y + height).toBeLessThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));
    }
    // An amount stays on the line of its sign, in the bar and in the toast.
    const parts = page.getByText(/^−\$5\.00 expired,?$/);
    await expect.poll(() => parts.count()).toBe(2);
    for (const part of await parts.all()) expect(await part.evaluate((text) => text.getClientRects().length)).toBe(1);
  });

  it("is absent for an organization on the real clock", async () => {
    const { org } = await server.newOrganization();
    const { page } = await aPage(server);
    await page.goto(`/o/${org}`);
    await page
      .getByRole("table", { name: "Last activities" })
      .or(page.getByText("Three steps to the first job"))
      .waitFor();
    await expect.poll(() => page.getByRole("region", { name: "Test clock" }).count()).toBe(0);
  });
});

describe("in production", async () => {
  const server = await aServer({
    NODE_ENV: "production",
    SCRIP_ORIGIN: "https://credits.example.com",
    SCRIP_AUTH_SECRET: "a secret of a production server in a test",
  });

  it("development pages do not exist", async () => {
    const { page } = await aPage(server, { signedIn: false });
    await page.goto("/_kit");
    await page.getByText("There is no page at this address").waitFor();
    expect(new URL(page.url()).pathname).toBe("/_kit");
  });

  it("a cookie of another server's secret is ignored, and no clock moves", async () => {
    const { org } = await server.newOrganization();
    const { page, context } = await aPage(server);
    await page.goto(`/o/${org}`);
    await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
    const answer = await context.request.post(`${server.url}/trpc/clocks.advance`, {
      headers: { "content-type": "application/json", "x-scrip-client": "web" },
      data: JSON.stringify({ org, to: "2030-01-01T00:00:00Z" }),
    });
    expect(answer.status()).toBe(401);
  });
});
