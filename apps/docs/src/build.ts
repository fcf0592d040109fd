import { rmSync } from "node:fs";
import { Eleventy } from "@11ty/eleventy";
import { compress } from "./compress.ts";
import { configure } from "./configure.ts";
import { pageTitles } from "./pages.ts";
import { DOCS, root, siteDir } from "./places.ts";
import { writeSearch } from "./search/write-search.ts";

/** Builds the site from the Markdown files into `dist`, without a network. @returns the number of pages */
export async function buildSite(): Promise<number> {
  const titles = pageTitles();
  rmSync(siteDir, { recursive: true, force: true });
  // Eleventy reads paths from the folder in which it runs.
  process.chdir(root);
  const site = new Eleventy(DOCS, siteDir, {
    quietMode: true,
    configPath: null,
    config: (configuration) => configure(configuration, titles),
  });
  await site.write();
  writeSearch(titles);
  compress(siteDir);
  return titles.size;
}
