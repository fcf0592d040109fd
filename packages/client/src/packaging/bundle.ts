import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Plugin, type RolldownLog, rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";

const PACKAGE = resolve(import.meta.dirname, "../..");
const ROOT = resolve(PACKAGE, "../..");

/** The entries of the package: the client, and the catalog with which a platform checks its resources. */
const ENTRIES = ["index", "catalog"] as const;

const entriesIn = (folder: string, ending: string) =>
  Object.fromEntries(ENTRIES.map((name) => [name, join(folder, `${name}${ending}`)]));

/** The oldest Node that the package runs on. */
const TARGET = "node20";

/** Writes one JavaScript file for each entry, with all that it needs. */
export async function bundleCode(dir: string): Promise<void> {
  const build = await rolldown({
    input: entriesIn(join(PACKAGE, "src"), ".ts"),
    platform: "neutral",
    transform: { target: TARGET },
    onLog: failOnWarning,
  });
  await build.write({ dir, format: "es", entryFileNames: "[name].js", chunkFileNames: "shared.js" });
}

/**
 * Writes one declaration file for each entry, without an import of another package.
 * @param work an empty folder
 * @param wireTypes replace those of `src/wire.ts`, which follow from the API's router
 */
export async function bundleTypes(dir: string, work: string, wireTypes: string): Promise<void> {
  const tsc = join(PACKAGE, "node_modules/.bin/tsc");
  await promisify(execFile)(tsc, ["-p", "tsconfig.build.json", "--outDir", work], { cwd: PACKAGE });
  const sources = join(work, relative(ROOT, PACKAGE), "src");
  await writeFile(join(sources, "wire.d.ts"), wireTypes);
  const build = await rolldown({
    input: entriesIn(sources, ".d.ts"),
    plugins: [workspaceTypes(work), dts({ dtsOnly: true, generator: "oxc", tsconfig: false })],
    onLog: failOnWarning,
  });
  await build.write({ dir, format: "es", entryFileNames: "[name].ts", chunkFileNames: "shared.d.ts" });
}

/** Finds the declarations of this workspace, which are compiled in the same folders as their sources. */
function workspaceTypes(work: string): Plugin {
  const declarationOf = (source: string) => source.replace(/(\.d)?\.ts$/, ".d.ts");
  return {
    name: "workspace-types",
    resolveId: {
      // Before the other plugin, which would find the sources of a package.
      order: "pre",
      handler(name, importer) {
        if (name.startsWith("@scrip/"))
          return declarationOf(join(work, relative(ROOT, fileURLToPath(import.meta.resolve(name)))));
        return name.startsWith(".") && importer !== undefined ? declarationOf(resolve(dirname(importer), name)) : null;
      },
    },
  };
}

/** A warning means that a part of the package is missing, such as a type. */
function failOnWarning(level: string, { message }: RolldownLog): void {
  if (level === "warn") throw new Error(message);
}
