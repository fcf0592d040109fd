import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What can be otherwise in another theme: the rest of the page is the same. */
const OF_COLOUR = ["color-contrast", "link-in-text-block"];

type Violation = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"][number];

/**
 * Fails where axe finds that the page, as it is now, breaks WCAG 2.2 at level A or AA; says what, where and how to
 * mend it.
 * @param part only what its colours break, of a page that was looked at in another theme
 */
export async function expectAccessible(page: Page, part: "all" | "colours" = "all"): Promise<void> {
  const runOnly = part === "all" ? TAGS : { type: "rule" as const, values: OF_COLOUR };
  const axe = new AxeBuilder({ page }).options({ runOnly, resultTypes: ["violations"] });
  // Its other way puts the results of frames together in a page of its own; there are no frames here.
  const { violations } = await axe.setLegacyMode().analyze();
  if (violations.length === 0) return;
  throw new Error(`${page.url()} is not accessible:\n${violations.map(inWords).join("\n")}`);
}

function inWords({ id, help, helpUrl, nodes }: Violation): string {
  const places = nodes.map(({ target, html, failureSummary = "" }) => {
    const why = failureSummary.split("\n").slice(1).join("; ").replaceAll(/\s+/g, " ").trim();
    return `    ${target.join(" ")}\n      ${html.slice(0, 160)}\n      ${why}`;
  });
  return [`  ${id}: ${help} (${helpUrl})`, ...places].join("\n");
}
