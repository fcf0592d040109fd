import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const PATIENCE_MS = 15_000;
const SHOWN_LINES = 20;
const END_WITH_PARENT = fileURLToPath(new URL("./end-with-parent.ts", import.meta.url));

export interface ProcessSpec {
  /** As a person would call it: `the API`. */
  name: string;
  /** A file of TypeScript or JavaScript. */
  program: string;
  args?: readonly string[];
  /** Its working directory; that of this process, if not given. */
  cwd?: string;
  env: NodeJS.ProcessEnv;
  /** Where its output goes; begun anew at each start. */
  logFile: string;
}

export interface SupervisedProcess {
  name: string;
  pid: number | undefined;
  /** Settles when the process has ended, with a sentence on how. Never rejects. */
  ended: Promise<string>;
  hasEnded(): boolean;
  /** What it said last, for when it ends by itself. */
  lastWords(): string;
  /** Asks it to end (SIGTERM), and ends it after fifteen seconds of patience. */
  stop(): Promise<void>;
}

/** Starts a process that ends when it is told to, and when this one dies in any way. */
export function supervise(spec: ProcessSpec, patienceMs = PATIENCE_MS): SupervisedProcess {
  const { name, program, args = [], cwd = process.cwd(), env, logFile } = spec;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, program, ...args], {
    cwd,
    env,
    // In a group of its own: the terminal's Ctrl-C would otherwise end it before its turn.
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
      const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
