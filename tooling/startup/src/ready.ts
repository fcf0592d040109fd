import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "./startup-error.ts";
import type { SupervisedProcess } from "./supervise.ts";

const POLL_MS = 100;
const TIMEOUT_MS = 60_000;

/** Waits until `url` answers 200. @throws with the last output of the process if it ends or takes over a minute */
export async function untilReady(child: SupervisedProcess, url: string, timeoutMs = TIMEOUT_MS): Promise<void> {
  const until = performance.now() + timeoutMs;
  let answer = "nothing";
  while (performance.now() < until) {
    if (child.hasEnded()) throw new StartupError(`${await child.ended} before it was ready.\n${child.lastWords()}`);
    answer = await statusOf(url);
    if (answer === "200") return;
    await sleep(POLL_MS);
  }
  throw new StartupError(
    `${child.name} is not ready after ${timeoutMs / 1000} s: ${url} answers ${answer}.\n${child.lastWords()}`,
  );
}

async function statusOf(url: string): Promise<string> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return String(status);
  } catch {
    return "nothing";
  }
}
