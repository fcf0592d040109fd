import { expect, it } from "vitest";
import { aPage, expectAccessible, theServer } from "./testing/index.ts";

const server = theServer();

it.each(["light", "dark"] as const)(
  "the sign-in page opens, %s, within its policy and without requests to other origins",
  async (theme) => {
    const { page } = await aPage(server, { theme, signedIn: false });
    await page.goto("/");
    await page.getByRole("button", { name: "Continue as developer" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await expectAccessible(page);
  },
);

it("one click signs the developer in, and a signed-out visitor sees the sign-in page again", async () => {
  const { org } = await server.newOrganization({ name: "Demo" });
  const { page, context } = await aPage(server, { signedIn: false });
  await page.goto(`/o/${org}`);
  await page.getByRole("button", { name: "Continue as developer" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await context.clearCookies();
  await page.goto(`/o/${org}`);
  await page.getByRole("button", { name: "Continue as developer" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});
