import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { addressOf } from "../places.ts";
import { partsOf } from "./parts-of.ts";

const { resolve } = createRequire(import.meta.url);

/**
 * Writes what the search of the site reads: the text of all pages, and the library that searches it. Both are scripts,
 * since a page that is opened as a file may load scripts and nothing else.
 * @param dir the folder of the built pages
 */
export function writeSearch(dir: string, titles: ReadonlyMap<string, string>): void {
  const parts = [...titles].flatMap(([source, title]) => {
    const address = addressOf(source);
    return partsOf(readFileSync(join(dir, address), "utf8"), { address, title });
  });
  const text = JSON.stringify(parts.map((part, id) => ({ id, ...part })));
  writeFileSync(join(dir, "assets/search-text.js"), `globalThis.scripDocs = ${text};\n`);
  copyFileSync(resolve("minisearch").replace(/dist\/.*/, "dist/umd/index.js"), join(dir, "assets/minisearch.js"));
}
