import { join, resolve } from "node:path";

export const root: string = resolve(import.meta.dirname, "../../..");

/** The path of a command of a package that the root depends on. */
export const command = (name: string): string => join(root, "node_modules", ".bin", name);
