import { join, resolve } from "node:path";

export const root: string = resolve(import.meta.dirname, "../../../..");

/** The folder of the built SPA. */
export const webDir: string = join(root, "apps/web/dist");

/** The folder of the built documentation. */
export const docsDir: string = join(root, "apps/docs/dist");

/** The project's folder for files that last as long as a run. No other program deletes files in it. */
export const temporaryDir = join(root, ".scrip/tmp");
