import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "./startup-error.ts";
import type { SupervisedProcess } from "./supervise.ts";

const LOOK_MS = 100;
const TIMEOUT_MS = 60_000;

/** Waits until `url` answers 200; a process that ends before, or takes a minute, is an error with its last words. */
export async function untilReady(child: SupervisedProcess, url: string, timeoutMs = TIMEOUT_MS): Promise<void> {
  const until = performance.now() + timeoutMs;
  let answer = "nothing";
  while (performance.now() < until) {
    if (child.hasEnded()) throw new StartupError(`${await child.ended} before it was ready.\n${child.lastWords()}`);
    answer = await ask(url);
    if (answer === "200") return;
    await sleep(LOOK_MS);
  }
  throw new StartupError(
    `${child.name} is not ready after ${timeoutMs / 1000} s: ${url} answers ${answer}.\n${child.lastWords()}`,
  );
}

async function ask(url: string): Promise<string> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return String(status);
  } catch {
    return "nothing";
  }
}
