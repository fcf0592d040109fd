import { expect, it } from "vitest";
import { aPage, aWorkingOrganization, expectAccessible, theServer } from "./testing/index.ts";

const server = theServer();
const { at } = await aWorkingOrganization(server);

/** The browser logs that the file did not load, and React logs the same for the part. */
const NOT_LOADED = /^console: (Failed to load resource: net::ERR_FAILED|.*could not be loaded)/s;

it("a part that fails to load leaves the rest of the page unchanged, and a retry loads it", async () => {
  const { page } = await aPage(server, { reducedMotion: true, expected: [NOT_LOADED] });
  for (const part of ["clock-bar", "commands"]) await page.route(`**/assets/${part}-*.js`, (route) => route.abort());
  await page.goto(at());
  await page.getByText("nightly-vision").first().waitFor();
  const note = page.getByRole("alert").filter({ hasText: "A part of this page could not be loaded." });
  await note.waitFor();
  await page.getByRole("region", { name: "Available" }).waitFor();
  await expectAccessible(page);
  await page.unroute("**/assets/clock-bar-*.js");
  await note.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("region", { name: "Test clock" }).waitFor();
  await expect.poll(() => note.count()).toBe(0);

  await page.keyboard.press("Control+k");
  await note.waitFor();
  await page.unroute("**/assets/commands-*.js");
  await note.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("dialog", { name: "Commands" }).waitFor();
});
