import { join, resolve } from "node:path";

export const root: string = resolve(import.meta.dirname, "../../../..");

/** Where the build of the SPA is. */
export const webDir: string = join(root, "apps/web/dist");

/** For what lasts as long as a run; the project's own, which no other program cleans up. */
export const temporaryDir = join(root, ".scrip/tmp");
