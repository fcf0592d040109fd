import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { theBrowser } from "./a-page.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { type PageProblems, watchProblems } from "./page-problems.ts";

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'";

it.each([
  ["an error on the console", 'console.error("trouble")', /^console: trouble at http/],
  ["an uncaught error", 'throw new Error("lost")', /^uncaught: Error: lost/],
  [
    "an error without frames",
    'throw Object.assign(new TypeError("lost"), { stack: "" })',
    /^uncaught: TypeError: lost/,
  ],
  [
    "an inline style",
    'document.body.innerHTML = `<p style="color: red">x</p>`',
    /policy: style-src-attr blocked inline/,
  ],
  ["a script of another origin", 'import("http://scrip.example/a.js").catch(() => {})', /^foreign request: GET http:/],
  ["data in place of a request", 'fetch("data:,x").catch(() => {})', /policy: connect-src blocked data/],
])("reports %s", async (_, script, line) => {
  const { problems } = await open(script);
  await expect.poll(() => problems.list()).toContainEqual(expect.stringMatching(line));
});

it("reports no problem of a correct page, and lists its requests", async () => {
  const { problems, url } = await open('console.log("fine")');
  expect(problems.list()).toEqual([]);
  expect(problems.requests()).toEqual([url, `${url}script.js`]);
});

it("reports the element that is not accessible, its place and the reason", async () => {
  const { page } = await open("document.body.innerHTML = `<button></button>`");
  await expect(expectAccessible(page)).rejects.toThrow(/button-name: .*\n +button\n +<button><\/button>\n +\S+/);
});

/** A page with one script, under a policy like that of the SPA. */
async function open(script: string): Promise<{ page: Page; problems: PageProblems; url: string }> {
  const server = createServer(({ url }, response) => {
    const isPage = url === "/";
    response
      .setHeader("content-type", isPage ? "text/html" : "text/javascript")
      .setHeader("content-security-policy", POLICY);
    const html = '<!doctype html><html lang="en"><title>A page</title><body><main><h1>A page</h1></main>';
    response.end(isPage ? `${html}<script type="module" src="/script.js"></script>` : script);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await theBrowser();
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const problems = await watchProblems(context, page, new URL(url).origin, () => false);
  await page.goto(url, { waitUntil: "load" });
  return { page, problems, url };
}
