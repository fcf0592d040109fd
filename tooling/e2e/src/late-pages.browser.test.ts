import { expect, it } from "vitest";
import { aPage, aWorkingOrganization, theServer } from "./testing/index.ts";

const server = theServer();
const { at, client } = await aWorkingOrganization(server);

it("a page that arrives while the command menu is open does not take its focus", async () => {
  const { page } = await aPage(server, { reducedMotion: true });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/assets/activity-*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(at());
  await page.getByText("nightly-vision").first().waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("dialog", { name: "Commands" }).getByRole("combobox");
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type("red");
  release();
  await page.waitForURL(`**${at("/activity")}`);
  await page.getByRole("table", { name: "Credit history", includeHidden: true }).waitFor();
  await page.keyboard.type("eem");
  await expect.poll(() => field.inputValue()).toBe("redeem");
});

it.each([
  ["redeem code", "Redeem a code", "/redeem"],
  ["promo", "Redeem a code", "/redeem"],
  ["rates", "Prices", "/prices"],
  ["contact sales", "Talk to sales", "/sales"],
])("the command menu finds %j: %s", async (words, title, path) => {
  const { page } = await aPage(server, { reducedMotion: true });
  await page.goto(at("/plan"));
  await page.getByRole("region", { name: "Your plan" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Commands" }).locator("input:focus").waitFor();
  await page.keyboard.type(words);
  await page.getByRole("dialog").getByRole("option", { name: title }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  const { pathname, search } = new URL(page.url());
  expect(pathname + search).toBe(`${path}?org=${client.org}`);
});
