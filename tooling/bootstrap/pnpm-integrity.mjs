import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The hashes of pnpm's own packages for each platform on which Scrip runs. The lockfile has those of all other packages. */
const PNPM_INTEGRITY = JSON.parse(readFileSync(new URL("./pnpm-integrity.json", import.meta.url), "utf8"));

/**
 * Compares the fetched packages with the hashes in the repository. npm compared each package with the hash that the
 * registry names and noted that hash, so this comparison finds a registry that serves other packages.
 * @param dir the folder in which npm installed pnpm. Nothing of it has run yet
 * @throws Error if a package has no hash in the repository, or another one
 */
export function checkPnpmIntegrity(dir) {
  const { packages } = JSON.parse(readFileSync(join(dir, "node_modules", ".package-lock.json"), "utf8"));
  for (const [path, { version, integrity }] of Object.entries(packages)) {
    const name = `${path.replace(/^node_modules\//, "")} ${version}`;
    const expected = PNPM_INTEGRITY[path];
    if (expected === undefined) throw new Error(`${name} has no hash in tooling/bootstrap/pnpm-integrity.json.`);
    if (expected === integrity) continue;
    throw new Error(
      `${name} is not the package that Scrip was tested with, so it was not run.\n` +
        `  expected ${expected}\n  received ${integrity}\n` +
        "Check which registry npm uses (npm config get registry), then run the same command again.",
    );
  }
}
