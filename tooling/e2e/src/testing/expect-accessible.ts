import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

type Violation = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"][number];

/**
 * Fails where axe finds that the page, as it is now, breaks WCAG 2.2 at level A or AA; says what, where and how to
 * mend it.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).options({ runOnly: TAGS, resultTypes: ["violations"] });
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
