import { createClient, isRefusal } from "@scrip/client";
import type { Role } from "@scrip/domain/access";
import { usd } from "@scrip/domain/money";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aPage, aPerson, inspectAt, join, theServer } from "./testing/index.ts";

const server = theServer();

describe("service keys", () => {
  it("a key is made, shown once, used, limited and revoked, by keyboard alone", async () => {
    const { client, as } = await aLab("Keys Lab");
    const { page } = await aPage(server, { as });
    await page.goto(`/o/${client.org}/settings/keys`);
    await page.getByText("No service keys yet").waitFor();
    await page.getByRole("button", { name: "New key" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "New service key" });
    await dialog.getByLabel("Name").waitFor();
    // An empty name is refused at its field, which then has the focus.
    await dialog.getByLabel("Name").press("Enter");
    await dialog.getByText("Enter a name").waitFor();
    await dialog.getByLabel("Name").pressSequentially("scheduler, production");
    await dialog.getByRole("checkbox", { name: "Charge without a hold" }).press("Space");
    const first = dialog.getByLabel("Ceiling per day, in dollars");
    await first.pressSequentially("12.50");
    await first.press("Enter");
    const shown = page.getByRole("dialog", { name: "Copy the key now" });
    const text = (await shown.locator("code").first().textContent()) ?? "";
    expect(text).toMatch(/^scrip_o[\w-]{43}$/);
    await shown.getByRole("button", { name: "I have stored it" }).press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.content()).not.toContain(text);

    const service = createClient({ url: server.url, key: text }).organization(client.org);
    await service.charges.create({ amount: usd("10") });
    await page.getByText("$10.00 of $12.50").waitFor();
    await expect.poll(() => page.getByRole("table", { name: "Service keys" }).textContent()).toContain("Grace Hopper");
    const over = await service.charges.create({ amount: usd("3") }).catch((error: unknown) => error);
    expect(isRefusal(over, "budget_exceeded") && over.details).toMatchObject({ cap: usd("12.5"), used: usd("10") });

    await act(page, "Set the ceiling");
    const ceiling = page.getByRole("dialog", { name: "Ceiling of scheduler, production" });
    await ceiling.getByLabel("Ceiling per day, in dollars").fill("20");
    await ceiling.getByLabel("Ceiling per day, in dollars").press("Enter");
    await page.getByText("$10.00 of $20.00").waitFor();
    await service.charges.create({ amount: usd("3") });
    await page.getByText("$13.00 of $20.00").waitFor();

    await act(page, "Revoke");
    const revoke = page.getByRole("dialog", { name: "Revoke scheduler, production?" });
    await revoke.getByText("Every service that uses it is refused from now on").waitFor();
    await revoke.getByRole("button", { name: "Revoke the key" }).press("Enter");
    await page.getByText("Revoked", { exact: true }).waitFor();
    const late = await service.charges.create({ amount: usd("1") }).catch((error: unknown) => error);
    expect(late).toMatchObject({ code: "unauthenticated" });
  }, 60_000);

  it("G3 a member whose role does not include keys sees why", async () => {
    const { client, as } = await aLab("Keys of others", "viewer");
    const { page } = await aPage(server, { as, expected: [/^console: Failed to load resource: .* 403/] });
    await page.goto(`/o/${client.org}/settings/keys`);
    await page.getByText("Your role does not include service keys").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "New key" }).count()).toBe(0);
  });

  it.each([1440, 390])(
    "%i pixels wide: axe finds nothing, and each sight fits the window, that of a phone also 320 pixels",
    async (width) => {
      const { client, as } = await aLab(`Keys at ${width}`);
      const { page } = await aPage(server, { as, width, reducedMotion: true });
      const wrong: string[] = [];
      const see = async (name: string): Promise<void> => {
        wrong.push(...(await inspectAt(page, width, `keys-${name}`)));
      };
      await page.goto(`/o/${client.org}/settings/keys`);
      await page.getByText("No service keys yet").waitFor();
      await see("empty");
      const keys = [];
      for (const [name, ceiling] of [
        ["scheduler, production", "12.50"],
        ["storage meter of the cluster in Frankfurt with a long name", ""],
        ["old trainer", "1"],
      ] as const) {
        await page.getByRole("button", { name: "New key" }).click();
        const dialog = page.getByRole("dialog", { name: "New service key" });
        await dialog.getByLabel("Name").fill(name);
        await dialog.getByRole("checkbox", { name: "Charge without a hold" }).click();
        await dialog.getByLabel("Ceiling per day, in dollars").fill(ceiling);
        if (keys.length === 0) await see("create");
        await dialog.getByRole("button", { name: "Create the key" }).click();
        const shown = page.getByRole("dialog", { name: "Copy the key now" });
        keys.push((await shown.locator("code").first().textContent()) ?? "");
        if (keys.length === 1) await see("shown-once");
        await shown.getByRole("button", { name: "I have stored it" }).click();
        await page.getByRole("dialog").waitFor({ state: "detached" });
      }
      const service = createClient({ url: server.url, key: keys[0] ?? "" }).organization(client.org);
      await service.charges.create({ amount: usd("9.37") });
      await page.getByText("$9.37 of $12.50").waitFor();
      await see("list");
      await act(page, "Revoke", "old trainer");
      await page.getByRole("dialog", { name: "Revoke old trainer?" }).waitFor();
      await see("revoke");
      await page.getByRole("button", { name: "Revoke the key" }).click();
      await page.getByText("Revoked", { exact: true }).waitFor();
      await see("revoked");
      expect(wrong).toEqual([]);
    },
    90_000,
  );
});

/** An organization with $50, and a member of it who has just signed in: making a key needs a fresh sign-in. */
async function aLab(name: string, role: Role = "admin") {
  const client = await server.newOrganization({ name });
  await client.grants.create({ source: "purchase", amount: usd("50") });
  const as = await aPerson(server, { name: "Grace Hopper" });
  await join(server, { org: client.org, personId: as.personId, role });
  return { client, as };
}

/** Chooses an action in the menu of a key, by keyboard. */
async function act(page: Page, action: string, name = "scheduler, production"): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).press("Enter");
  await page.getByRole("menuitem", { name: action }).press("Enter");
}
