import { join, resolve } from "node:path";

export const root: string = resolve(import.meta.dirname, "../../..");

/** The folder for all files that Scrip keeps on this machine outside git. */
export const stateDir: string = join(root, ".scrip");
