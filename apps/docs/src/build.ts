import { renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { Eleventy } from "@11ty/eleventy";
import { compress } from "./compress.ts";
import { configure } from "./configure.ts";
import { pageTitles } from "./pages.ts";
import { DOCS, root, siteDir } from "./places.ts";
import { writeSearch } from "./search/write-search.ts";

/**
 * Builds the site from the Markdown files into `dist`, without a network. It replaces the last build at the end, so that
 * readers and other builds never find half a site.
 * @returns the number of pages
 */
export async function buildSite(): Promise<number> {
  const titles = pageTitles();
  const dir = resolve(import.meta.dirname, `../node_modules/.site-${process.pid}`);
  // Eleventy reads paths from the folder in which it runs.
  process.chdir(root);
  const site = new Eleventy(DOCS, dir, {
    quietMode: true,
    configPath: null,
    config: (configuration) => configure(configuration, titles),
  });
  await site.write();
  writeSearch(dir, titles);
  compress(dir);
  rmSync(siteDir, { recursive: true, force: true });
  renameSync(dir, siteDir);
  return titles.size;
}
