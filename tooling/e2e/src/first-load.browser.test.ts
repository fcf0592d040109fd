import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { webDir } from "./testing/paths.ts";

/** The most that a browser may download before Overview shows figures: JavaScript and CSS, compressed. */
const BUDGET_BYTES = 150_000;
const OVERVIEW = "src/routes/o/$org/index.tsx";

/** Words that appear only in Overview. */
const ON_OVERVIEW = "Expiring within 7 days";

/** A chunk of Vite's manifest. The imports name other chunks. */
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

it("the first load of index.html and Overview is within its budget, without the charts", () => {
  const files = firstFiles();
  expect(files.filter((file) => file.endsWith(".css"))).not.toEqual([]);
  expect(files.filter((file) => file.includes("credit-history-card"))).toEqual([]);
  const sizes = Object.fromEntries(files.map((file) => [file, gzipSync(readFileSync(join(webDir, file))).length]));
  // Otherwise Overview has moved to a chunk that this test does not count.
  const contents = files.map((file) => readFileSync(join(webDir, file), "utf8"));
  expect(contents.filter((content) => content.includes(ON_OVERVIEW))).toHaveLength(1);
  const total = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
  expect(total, `of ${JSON.stringify(sizes, null, 2)}`).toBeLessThanOrEqual(BUDGET_BYTES);
});

/** The files of index.html and of Overview's chunks, with all of their static imports. */
function firstFiles(): string[] {
  const path = join(webDir, ".vite/manifest.json");
  expect(existsSync(path), "the build writes its manifest").toBe(true);
  const chunks = JSON.parse(readFileSync(path, "utf8")) as Record<string, Chunk>;
  const first = Object.keys(chunks).filter((name) => chunks[name]?.isEntry === true || name.split("?")[0] === OVERVIEW);
  const found = new Set<string>();
  const add = (name: string): void => {
    const chunk = chunks[name];
    if (chunk === undefined || found.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  for (const name of first) add(name);
  const html = readFileSync(join(webDir, "index.html"), "utf8");
  for (const [, file] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)) if (file) found.add(file);
  return [...found];
}
