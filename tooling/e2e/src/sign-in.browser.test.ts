import { expect, it } from "vitest";
import { aPage, expectAccessible, fillSignIn, theServer } from "./testing/index.ts";

const server = theServer();

it.each(["light", "dark"] as const)(
  "the sign-in page opens, %s, within its policy and without requests to other origins",
  async (theme) => {
    const { page } = await aPage(server, { theme, signedIn: false });
    await page.goto("/");
    await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await expectAccessible(page);
  },
);

it("G4 a password signs a person in, in a cookie that no script reads, and without it the sign-in page opens", async () => {
  const { org } = await server.newOrganization({ name: "Demo" });
  const { page, context } = await aPage(server, { signedIn: false });
  await page.goto(`/o/${org}`);
  await fillSignIn(page, server.person);
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  const cookies = await context.cookies();
  expect(cookies).toMatchObject([
    { name: "__Host-scrip_session", secure: true, httpOnly: true, sameSite: "Lax", path: "/" },
  ]);
  expect(await page.evaluate("document.cookie")).toBe("");
  await context.clearCookies();
  await page.goto(`/o/${org}`);
  await page.getByRole("heading", { name: "Sign in to Scrip" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});
