import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The folder of the installed SDK. */
export const SDK_FOLDER = dirname(dirname(createRequire(import.meta.url).resolve("stripe")));

/** The folder with the declarations and the code of each resource. */
export const RESOURCES_FOLDER = join(SDK_FOLDER, "esm", "resources");

/** The version of the installed SDK, such as `23.1.0`. */
export const SDK_VERSION = readFileSync(join(SDK_FOLDER, "VERSION"), "utf8").trim();
