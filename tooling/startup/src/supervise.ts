import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const STOP_TIMEOUT_MS = 15_000;
const SHOWN_LINES = 20;
const END_WITH_PARENT = fileURLToPath(new URL("./end-with-parent.ts", import.meta.url));

export interface ProcessSpec {
  /** The name of the process in messages, such as `the API`. */
  name: string;
  /** A TypeScript or JavaScript file. */
  program: string;
  args?: readonly string[];
  /** The working directory; that of this process if absent. */
  cwd?: string;
  env: NodeJS.ProcessEnv;
  /** The file for its output; each start truncates it. */
  logFile: string;
}

export interface SupervisedProcess {
  name: string;
  pid: number | undefined;
  /** Resolves when the process has ended, with a sentence about how. Never rejects. */
  ended: Promise<string>;
  hasEnded(): boolean;
  /** Reads its last lines of output, to report when it ends by itself. */
  lastWords(): string;
  /** Sends SIGTERM, and SIGKILL after fifteen seconds; resolves when the process has ended. */
  stop(): Promise<void>;
}

/** Starts a process that ends on `stop`, and when this process dies in any way. */
export function supervise(spec: ProcessSpec, stopTimeoutMs = STOP_TIMEOUT_MS): SupervisedProcess {
  const { name, program, args = [], cwd = process.cwd(), env, logFile } = spec;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, program, ...args], {
    cwd,
    env,
    // In its own process group; otherwise the terminal's Ctrl-C would end it out of order.
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);

  let how: string | undefined;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`${name} could not be started: ${error.message}`));
    child.once("exit", (code, signal) =>
      resolve(signal === null ? `${name} ended with exit code ${code}` : `${name} was ended by ${signal}`),
    );
  }).then((sentence) => {
    how = sentence;
    return sentence;
  });

  return {
    name,
    pid: child.pid,
    ended,
    hasEnded: () => how !== undefined,
    lastWords: () => readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-SHOWN_LINES).join("\n"),
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
