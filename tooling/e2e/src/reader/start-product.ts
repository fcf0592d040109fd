import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "../testing/paths.ts";

/** How long a first start may take on a busy machine. */
const LIMIT_MS = 240_000;

/** A command of a reader that goes on running. */
export interface Running {
  readonly stop: () => Promise<void>;
}

/**
 * Starts a command as a reader does, and waits until it has printed the words.
 * @throws Error with its output if it ends before, or takes too long
 */
export async function startCommand(command: string, words: string, env: NodeJS.ProcessEnv): Promise<Running> {
  const child = spawn("bash", ["-c", `exec ${command}`], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close");
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  try {
    await untilSaid(child, words);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function untilSaid(child: ChildProcess, words: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes(words)) resolve();
    });
  child.once("close", () => reject(new Error(`The command ended before it said "${words}":\n${said}`)));
  const timer = setTimeout(() => reject(new Error(`The command did not say "${words}" in time:\n${said}`)), LIMIT_MS);
  await promise.finally(() => clearTimeout(timer));
}
