import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

/** The most that a browser may download before Overview shows figures: JavaScript and CSS, compressed. */
const BUDGET_BYTES = 150_000;

/** The modules of the first load. Their chunks count with everything that they import. */
const FIRST_PAGES = ["/src/main.tsx", "/src/routes/o/$org/index.tsx"];

/** Measures the first load of Overview, prints it, and fails the build if it exceeds the budget. */
export function firstLoad(): Plugin {
  return {
    name: "scrip:first-load",
    apply: "build",
    writeBundle(_options, bundle) {
      const files = firstFiles(bundle);
      const sizes = [...files].map((name) => ({ name, bytes: sizeOf(bundle[name]) })).sort((a, b) => b.bytes - a.bytes);
      const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
      for (const { name, bytes } of sizes) this.info(`${kB(bytes).padStart(9)}  ${name}`);
      this.info(`${kB(total).padStart(9)}  first load of Overview, of at most ${kB(BUDGET_BYTES)}`);
      if (total > BUDGET_BYTES)
        this.error(`The first load of Overview is ${kB(total)}, above its budget of ${kB(BUDGET_BYTES)}.`);
    },
  };
}

/** The chunks of the first modules with all their static imports, every style sheet, and the script of the document. */
function firstFiles(bundle: Rolldown.OutputBundle): Set<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    const file = bundle[name];
    if (found.has(name) || file?.type !== "chunk") return;
    found.add(name);
    for (const imported of file.imports) add(imported);
  };
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === "chunk" && isFirst(file)) add(name);
    if (file.type === "asset" && /\.(?:css|js)$/.test(name)) found.add(name);
  }
  return found;
}

function isFirst(chunk: Rolldown.OutputChunk): boolean {
  if (chunk.isEntry) return true;
  return FIRST_PAGES.some((page) => chunk.facadeModuleId?.split("?")[0]?.endsWith(page) ?? false);
}

function sizeOf(file: Rolldown.OutputBundle[string] | undefined): number {
  if (file === undefined) return 0;
  return gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 }).length;
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
