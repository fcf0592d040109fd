import { randomUUID } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { aCode, aPage, aPerson, inspectAt, join, theServer } from "./testing/index.ts";

const server = theServer();
const REFUSED = "This code adds nothing here.";
const CODE_REFUSED = /^console: Failed to load resource: .* 422/;

describe("redeem codes", () => {
  it("a visitor's code is kept through the sign-in, and adds credit once", async () => {
    const { org, as } = await aLab();
    const code = await aCode(server, { amount: "12.50", creditDays: 30 });
    const { page } = await aPage(server, { signedIn: false, expected: [CODE_REFUSED] });
    await page.goto(`/redeem?code=${code}`);
    await page.getByText(code).waitFor();
    await page.getByRole("link", { name: "I have an account" }).click();
    await page.getByLabel("E-mail").fill(as.email);
    await page.getByLabel("Password", { exact: true }).fill(as.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { name: "Redeem a code" }).waitFor();
    await expect.poll(() => page.getByLabel("Code", { exact: true }).inputValue()).toBe(code);
    await page.getByRole("button", { name: "Redeem", exact: true }).click();
    await page.getByRole("heading", { name: "The credit is added" }).waitFor();
    await page.getByText("12.50").waitFor();

    await page.getByRole("button", { name: "Redeem another code" }).click();
    await page.getByRole("button", { name: "Redeem", exact: true }).click();
    await page.getByText(REFUSED).waitFor();
    await page.goto(`/o/${org}/credits`);
    const card = page.getByRole("list", { name: "Credit in the order of its use" }).getByRole("listitem").first();
    await card.getByText("Used first").waitFor();
    await card.getByRole("link", { name: "What it paid" }).click();
    await page.getByRole("dialog", { name: "Where this credit went" }).getByText("Nothing so far.").waitFor();
  });

  it("every failure has the same answer: mistyped, exhausted, expired, ended, or for another plan", async () => {
    const { as } = await aLab();
    const other = await server.newOrganization();
    const used = await aCode(server, { amount: "5", uses: 1 });
    await other.codes.redeem({ code: used, idempotencyKey: randomUUID() });
    const expired = await aCode(server, { amount: "5", validUntil: "2020-01-01T00:00:00Z" });
    const otherPlan = await aCode(server, { amount: "5", plans: ["pro"] });
    const { page } = await aPage(server, { as, expected: [CODE_REFUSED] });
    await page.goto("/redeem");
    const answers: (string | null)[] = [];
    for (const code of ["NOT-A-CODE", used, expired, otherPlan]) {
      await page.getByLabel("Code", { exact: true }).fill(code);
      await page.getByText(REFUSED).waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Redeem", exact: true }).click();
      answers.push(await page.getByText(REFUSED).textContent());
    }
    expect(new Set(answers).size).toBe(1);
  });

  it.each([1440, 390])(
    "%i pixels wide: axe finds nothing, and each sight fits the window, that of a phone also 320 pixels",
    async (width) => {
      const { org, client, as } = await aLab();
      await client.grants.create({ source: "purchase", amount: usd("50") });
      await client.grants.create({ source: "code", amount: usd("7.123456"), expiresAt: "2099-01-01T00:00:00Z" });
      await client.charges.create({ amount: usd("3.000001") });
      const { page } = await aPage(server, { as, width, reducedMotion: true, expected: [CODE_REFUSED] });
      const wrong: string[] = [];
      const see = async (name: string): Promise<void> => {
        wrong.push(...(await inspectAt(page, width, name)));
      };
      await page.goto(`/o/${org}/credits`);
      await page.getByText("Used first").waitFor();
      await see("credits");
      await page.getByRole("button", { name: "All credit" }).click();
      await page.getByRole("table", { name: "All credit" }).waitFor();
      await see("credits-all");
      await page.goto("/redeem?code=NOT-A-CODE");
      await page.getByRole("button", { name: "Redeem", exact: true }).click();
      await page.getByText(REFUSED).waitFor();
      await see("redeem");
      expect(wrong).toEqual([]);
    },
  );
});

/** An organization, and a person who takes care of its payments. */
async function aLab() {
  const client = await server.newOrganization();
  const as = await aPerson(server, { name: "Grace Hopper" });
  await join(server, { org: client.org, personId: as.personId, role: "billing" });
  return { client, org: client.org, as };
}
