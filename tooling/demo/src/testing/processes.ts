import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const ROOT = resolve(import.meta.dirname, "../../../..");
/** By its path: no workspace depends on the start-up. */
const END_WITH_PARENT = pathToFileURL(resolve(ROOT, "tooling/startup/src/end-with-parent.ts")).href;

export interface RunningProgram {
  readonly said: () => string;
  readonly hasEnded: () => boolean;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
}

/** Runs a program of the project as a process of its own, which ends with this one at the latest. */
export function run(program: string, env: NodeJS.ProcessEnv): RunningProgram {
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, resolve(ROOT, program)], {
    env: { ...process.env, NODE_ENV: "development", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const ended = once(child, "close");
  return {
    said: () => said,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
