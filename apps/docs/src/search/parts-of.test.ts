import { expect, it } from "vitest";
import { partsOf } from "./parts-of.ts";

it("takes a page apart at its headings, and keeps the words alone", () => {
  const html = `<nav>Pages</nav><article>
<h1 id="rules">Rules</h1><p>All &amp; <code>u</code></p>
<h2 id="money">Money</h2><p>Never a <b>number</b></p><h4 id="deep">Deep</h4><p>belongs to money</p>
</article><nav>Next</nav>`;
  expect(partsOf(html, { address: "rules.html", title: "Rules" })).toEqual([
    { address: "rules.html", page: "Rules", title: "Rules", text: "All & u" },
    { address: "rules.html#money", page: "Rules", title: "Money", text: "Never a number Deep belongs to money" },
  ]);
});
