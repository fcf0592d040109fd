import { expect, it } from "vitest";
import { openMarkdown } from "./markdown.ts";

const titles = new Map([
  ["docs/rules.md", "Rules"],
  ["docs/guides/restore.md", "Restore"],
  ["packages/client/README.md", "@scrip/client"],
]);
const render = (text: string, source = "docs/guides/restore.md"): string =>
  openMarkdown().render(text, { source, titles }).trim();

it.each([
  ["[holds](../rules.md#holds)", '<p><a href="../rules.html#holds">holds</a></p>'],
  ["[the client](../../packages/client/README.md)", '<p><a href="../client.html">the client</a></p>'],
  ["[here](#steps)", '<p><a href="#steps">here</a></p>'],
  ["[Stripe](https://stripe.com)", '<p><a href="https://stripe.com">Stripe</a></p>'],
])("makes a link between files one between pages: %s", (text, html) => {
  expect(render(text)).toBe(html);
});

it("names a page by its title where the link has the name of its file", () => {
  expect(render("See [rules.md](../rules.md).")).toBe('<p>See <a href="../rules.html">Rules</a>.</p>');
});

it("leaves the words of a link to a file that is no page", () => {
  expect(render("[the example](../../packages/client/src/own.ts)")).toBe(
    '<p><span title="In the repository: packages/client/src/own.ts">the example</span></p>',
  );
});

it("gives headings the anchors of GitHub, and lets the keyboard scroll tables and code", () => {
  expect(render('## Burn order, "old"')).toBe('<h2 id="burn-order-old">Burn order, &quot;old&quot;</h2>');
  expect(render("|a|\n|-|\n|b|")).toContain('<div class="scrolls" tabindex="0" role="region" aria-label="Table">');
  expect(render("|a|\n|-:|\n|1|")).toContain('<th class="right">a</th>');
  expect(render("```sh\nnpm start\n```")).toContain('<pre tabindex="0"><code class="language-sh">npm start');
});
