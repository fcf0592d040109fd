import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { root } from "./paths.ts";

const READY_MS = 60_000;
const LOOK_MS = 50;
/** Imported by its path, because no workspace depends on the start-up. */
const END_WITH_PARENT = pathToFileURL(join(root, "tooling/startup/src/end-with-parent.ts")).href;

/** A process of Scrip that answers requests. */
export interface ServerProcess {
  /** The output of the process so far. */
  said(): string;
  /** Sends SIGTERM and waits for the end of the process. Does nothing if the process has ended. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a program as a process of its own and waits until the process is ready. The process also ends when this
 * process ends, in whatever way.
 */
export async function startProcess(program: string, env: NodeJS.ProcessEnv, readyUrl: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, join(root, program)], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "development", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const ended = once(child, "close");
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  if (await isReadyInTime(child, readyUrl)) return { said: () => said, stop };
  await stop();
  throw new Error(`${program} is not ready: ${readyUrl} does not answer 200.\n${said}`);
}

async function isReadyInTime(child: ChildProcess, url: string): Promise<boolean> {
  const until = performance.now() + READY_MS;
  while (performance.now() < until && child.exitCode === null && child.signalCode === null) {
    if (await answers(url)) return true;
    await sleep(LOOK_MS);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}
