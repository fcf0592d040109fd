import { readFileSync } from "node:fs";
import { relative } from "node:path/posix";
import type { Configuration } from "@11ty/eleventy";
import { type Section, sectionsOf } from "./contents.ts";
import { headingsIn } from "./markdown/headings.ts";
import { openMarkdown } from "./markdown/markdown.ts";
import { addressOf, DOCS, ELSEWHERE, inProject, linkBetween } from "./places.ts";

/** What Eleventy knows of a page before it is rendered. */
interface PageData {
  readonly page: { readonly inputPath: string };
}

const LAYOUTS = "apps/docs/src/layouts";

/** Tells Eleventy how to make pages of the Markdown files. */
export function configure(configuration: Configuration, titles: ReadonlyMap<string, string>): void {
  const sections = sectionsOf(titles);
  configuration.setQuietMode(true);
  configuration.setUseGitIgnore(false);
  configuration.setIncludesDirectory(relative(DOCS, LAYOUTS));
  configuration.setTemplateFormats(["md"]);
  // Braces are text: no page is a template.
  configuration.addGlobalData("markdownTemplateEngine", false);
  configuration.addGlobalData("templateEngineOverride", "md");
  configuration.setLibrary("md", openMarkdown());
  configuration.addPassthroughCopy({
    "apps/docs/src/assets": "assets",
    "apps/web/src/tokens.css": "assets/tokens.css",
  });
  configuration.addPassthroughCopy({ "docs/**/*.png": "" });
  configuration.addGlobalData("layout", "page.njk");
  configuration.addGlobalData("titles", titles);
  configuration.addGlobalData("eleventyComputed", {
    source: ({ page }: PageData) => sourceOf(page.inputPath),
    permalink: ({ page }: PageData) => addressOf(sourceOf(page.inputPath)),
    title: ({ page }: PageData) => titles.get(sourceOf(page.inputPath)),
    frame: ({ page }: PageData) => frameOf(sourceOf(page.inputPath), sections),
  });
  configuration.addFilter("headings", headingsIn);
  for (const [source, address] of Object.entries(ELSEWHERE))
    configuration.addTemplate(address.replace(/html$/, "md"), readFileSync(inProject(source), "utf8"));
}

/** The Markdown file of a template of Eleventy. */
function sourceOf(inputPath: string): string {
  const source = inputPath.replace(/^\.\//, "");
  const elsewhere = Object.entries(ELSEWHERE).find(
    ([, address]) => source === `${DOCS}/${address.replace(/html$/, "md")}`,
  );
  return elsewhere?.[0] ?? source;
}

/** The parts of the layout that differ between pages: where files are, and the list of pages with this one marked. */
function frameOf(source: string, sections: readonly Section[]) {
  const address = addressOf(source);
  const order = sections.flatMap(({ pages }) => pages);
  const index = order.findIndex((page) => page.source === source);
  const linkTo = (page: (typeof order)[number] | undefined) =>
    page && { title: page.title, href: linkBetween(address, addressOf(page.source)) };
  return {
    top: "../".repeat(address.split("/").length - 1),
    before: linkTo(order[index - 1]),
    after: linkTo(order[index + 1]),
    sections: sections.map(({ title, pages }) => ({
      title,
      isHere: pages.some((page) => page.source === source),
      pages: pages.map((page) => ({ ...linkTo(page), isHere: page.source === source })),
    })),
  };
}
