import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, Result, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** The rules whose result depends on the theme. */
const OF_COLOUR = ["color-contrast", "link-in-text-block"];

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Fails if axe finds that the page, as it is now, violates WCAG 2.2 at level A or AA. The error names each violation,
 * its place and the fix.
 * @param part `colours` checks only the rules about colours, for a page that was checked in another theme before
 */
export async function expectAccessible(page: Page, part: "all" | "colours" = "all"): Promise<void> {
  const runOnly: RunOptions["runOnly"] =
    part === "all" ? { type: "tag", values: TAGS } : { type: "rule", values: OF_COLOUR };
  // axe's package for Playwright loads axe again for each check, which takes longer than most checks.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(AXE);
  const options = JSON.stringify({ runOnly, resultTypes: ["violations"] } satisfies RunOptions);
  const { violations } = await page.evaluate<Pick<AxeResults, "violations">>(
    `axe.run(document, ${options}).then(({ violations }) => ({ violations }))`,
  );
  if (violations.length === 0) return;
  throw new Error(`${page.url()} is not accessible:\n${violations.map(inWords).join("\n")}`);
}

function inWords({ id, help, helpUrl, nodes }: Result): string {
  const places = nodes.map(({ target, html, failureSummary = "" }) => {
    const why = failureSummary.split("\n").slice(1).join("; ").replaceAll(/\s+/g, " ").trim();
    return `    ${target.join(" ")}\n      ${html.slice(0, 160)}\n      ${why}`;
  });
  return [`  ${id}: ${help} (${helpUrl})`, ...places].join("\n");
}
