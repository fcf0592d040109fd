import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { bundleCode, bundleTypes } from "./bundle.ts";
import { wireTypes } from "./wire-types.ts";

const PACKAGE = resolve(import.meta.dirname, "../..");
const ROOT = resolve(PACKAGE, "../..");
const run = promisify(execFile);

/**
 * Builds the package and packs it, after the API's declarations.
 * @returns the path of the packed file in `folder`
 */
export async function pack(folder: string): Promise<string> {
  await run("turbo", ["run", "build:types", "--filter=@scrip/api"], { cwd: ROOT });
  const work = await mkdtemp(join(tmpdir(), "scrip-client-"));
  try {
    const dir = join(work, "package");
    await mkdir(dir);
    await Promise.all([
      bundleCode(dir),
      bundleTypes(dir, join(work, "types"), wireTypes()),
      copyFile(join(PACKAGE, "README.md"), join(dir, "README.md")),
      copyFile(join(PACKAGE, "CHANGELOG.md"), join(dir, "CHANGELOG.md")),
      copyFile(join(ROOT, "LICENSE"), join(dir, "LICENSE")),
      writeFile(join(dir, "package.json"), JSON.stringify(await manifest(), null, 2)),
    ]);
    const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: dir });
    return join(folder, stdout.trim());
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The package has one dependency, which only Node loads. All else that it needs is in its files. */
async function manifest(): Promise<object> {
  const { name, version, license } = JSON.parse(await readFile(join(PACKAGE, "package.json"), "utf8"));
  return {
    name,
    version,
    description: "The typed client of Scrip, credit billing for GPU and AI compute platforms",
    license,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20" },
    dependencies: { undici: `^${await undiciVersion()}` },
    exports: {
      ".": { types: "./index.d.ts", default: "./index.js" },
      "./catalog": { types: "./catalog.d.ts", default: "./catalog.js" },
      "./package.json": "./package.json",
    },
  };
}

/** The version of the workspace, which the tests run on. */
async function undiciVersion(): Promise<string> {
  return JSON.parse(await readFile(join(PACKAGE, "node_modules/undici/package.json"), "utf8")).version;
}
