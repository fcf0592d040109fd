import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dirname, join as joinUrl } from "node:path/posix";
import { expect, it } from "vitest";
import { aPage, inspect, theServer, tooWideAt } from "./testing/index.ts";
import { docsDir } from "./testing/paths.ts";

const server = theServer();

it("the help of the product links the documentation, whose search finds a rule", async () => {
  const { org } = await server.newOrganization();
  const { page } = await aPage(server);
  await page.goto(`/o/${org}`);
  await page.getByRole("button", { name: "Help" }).first().click();
  await page.getByRole("dialog").getByRole("link", { name: "documentation" }).click();
  await page.waitForURL(/\/docs\/$/);
  await page.getByRole("heading", { level: 1, name: "Scrip" }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("burn order");
  await page.getByText(/^\d+ places found$/).waitFor({ state: "attached" });
  await page
    .getByRole("search")
    .getByRole("link", { name: /^Rules: Burn order/ })
    .click();
  await page.waitForURL(/\/docs\/rules\.html/);
  expect(new URL(page.url()).hash).toBe("#burn-order");
});

it.each([
  ["index.html", "light"],
  ["concepts/holds.html", "dark"],
  ["rules.html", "light"],
  ["quickstart.html", "dark"],
  ["events.html", "light"],
] as const)("the page %s is accessible (%s), and fits a phone", async (path, theme) => {
  const { page } = await aPage(server, { theme, signedIn: false });
  await page.goto(`/docs/${path}`);
  await page.getByRole("article").waitFor();
  expect(await inspect(page, path)).toEqual([]);
  expect(await tooWideAt(page, 320, path)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  const pages = page.getByRole("navigation", { name: "Pages" });
  await pages.getByText("Pages", { exact: true }).click();
  await pages.getByRole("link").first().waitFor();
  expect(await inspect(page, `${path} on a phone`)).toEqual([]);
});

it("every link of the built site leads to a page and an anchor", () => {
  const pages = new Map(
    globSync("**/*.html", { cwd: docsDir }).map((path) => [path, readFileSync(join(docsDir, path), "utf8")]),
  );
  const broken = [...pages].flatMap(([path, html]) =>
    [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].flatMap(([, href = ""]) => {
      if (/^https?:/.test(href)) return URL.canParse(href) ? [] : [`${path}: ${href}`];
      const [file = "", anchor] = href.split("#");
      const target = pages.get(file === "" ? path : joinUrl(dirname(path), file));
      const isThere =
        target !== undefined && (anchor === undefined || target.includes(`id="${decodeURIComponent(anchor)}"`));
      return isThere ? [] : [`${path}: ${href}`];
    }),
  );
  expect(broken).toEqual([]);
});
