import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Everything Scrip makes on this machine that is not in git: tools, stamps, logs and the embedded database. */
export const stateDir = join(root, ".scrip");

/** The pinned Node that runs everything after the bootstrap. */
export const pinnedNode = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
