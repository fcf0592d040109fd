import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The folder for all files that Scrip creates on this machine outside git: tools, stamps, logs and the database. */
export const stateDir = join(root, ".scrip");

/** The pinned Node that runs everything after the bootstrap. */
export const pinnedNode = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
