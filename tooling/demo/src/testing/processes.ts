import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const ROOT = resolve(import.meta.dirname, "../../../..");
/** Loaded by its path, because no workspace may depend on `tooling/startup`. */
const END_WITH_PARENT = pathToFileURL(resolve(ROOT, "tooling/startup/src/end-with-parent.ts")).href;

export interface RunningProgram {
  readonly output: () => string;
  readonly hasEnded: () => boolean;
  /** Ends the process with SIGKILL, as a crash would. */
  readonly kill: () => Promise<void>;
}

/** Runs a program of the project in its own process, which ends with this one at the latest. */
export function run(program: string, env: NodeJS.ProcessEnv): RunningProgram {
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, resolve(ROOT, program)], {
    env: { ...process.env, NODE_ENV: "development", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const ended = once(child, "close");
  return {
    output: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
