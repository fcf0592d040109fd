import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "./paths.ts";
import { StartupError } from "./startup-error.ts";

/** The folder of the built pages. */
export const webDir: string = join(root, "apps/web/dist");

/** A running build of the pages. */
export interface PagesBuild {
  /** Rejects with the output of the build if it fails. */
  readonly done: Promise<void>;
  /** Stops the build if it still runs. */
  readonly stop: () => void;
}

/** Builds the SPA and the documentation, which the API serves. Turbo reuses the last build if the sources have not changed. */
export function buildPages(): PagesBuild {
  const args = [
    "run",
    "build",
    "--filter=@scrip/web",
    "--filter=@scrip/docs",
    "--output-logs=errors-only",
    "--log-order=grouped",
  ];
  const child = spawn(join(root, "node_modules/.bin/turbo"), args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const done = once(child, "close").then(([code]) => {
    if (code !== 0) throw new StartupError(`The pages could not be built.\n${output.trim()}`);
  });
  // Avoid an unhandled rejection; `start` awaits this promise later and reports the error.
  done.catch(() => {});
  return { done, stop: () => void child.kill("SIGTERM") };
}
