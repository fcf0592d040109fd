import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "./paths.ts";
import { StartupError } from "./startup-error.ts";

/** Where the built pages are. */
export const webDir: string = join(root, "apps/web/dist");

/** A build under way. */
export interface PagesBuild {
  /** Rejects with what the build said. */
  readonly done: Promise<void>;
  /** Ends it where it is not done yet. */
  readonly stop: () => void;
}

/** Builds the SPA for the API to serve. Where its sources are those of the last build, that one is taken. */
export function buildPages(): PagesBuild {
  const args = ["run", "build", "--filter", "@scrip/web", "--output-logs=errors-only", "--log-order=grouped"];
  const child = spawn(join(root, "node_modules/.bin/turbo"), args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const done = once(child, "close").then(([code]) => {
    if (code !== 0) throw new StartupError(`The pages could not be built.\n${said.trim()}`);
  });
  // Whoever waits for it hears of it; until then it is no unhandled failure.
  done.catch(() => {});
  return { done, stop: () => void child.kill("SIGTERM") };
}
